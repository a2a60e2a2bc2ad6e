package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import dev.sluice.provider.Dialect;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes turns as items. Only reasoning keeps its id: others belong to a connection that is gone. */
final class InputWriter {
    private final LeftOut leftOut;
    private final JsonOutput out;
    private final Set<String> customCalls = new HashSet<>();
    private boolean inMessage;

    InputWriter(LeftOut leftOut, JsonOutput out) {
        this.leftOut = leftOut;
        this.out = out;
    }

    /** Writes {@code instructions} and {@code input}; the latter must not be empty. */
    void write(List<Turn> turns) {
        List<Turn> standing =
                turns.stream().takeWhile(InputWriter::isInstruction).toList();
        List<Turn> rest = turns.subList(standing.size(), turns.size());
        boolean alone = rest.stream().allMatch(turn -> turn.parts().isEmpty());
        String instructions = alone
                ? ""
                : standing.stream()
                        .flatMap(turn -> turn.parts().stream())
                        .map(part -> ((Part.Text) part).text())
                        .collect(Collectors.joining("\n\n"));
        if (!instructions.isEmpty()) {
            out.add("instructions", instructions);
        }
        out.name("input").array();
        turns(alone ? turns : rest);
        out.endArray();
    }

    private static boolean isInstruction(Turn turn) {
        return turn.role() == Role.SYSTEM && turn.parts().stream().allMatch(Part.Text.class::isInstance);
    }

    private void turns(List<Turn> turns) {
        for (int i = 0; i < turns.size(); i++) {
            boolean goesOn = i + 1 < turns.size()
                    && turns.get(i + 1).role() == turns.get(i).role();
            turn(turns.get(i), goesOn);
        }
    }

    private void turn(Turn turn, boolean goesOn) {
        List<Part> parts = turn.parts();
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Part.Reasoning reasoning -> {
                    boolean leads = goesOn
                            || parts.subList(i, parts.size()).stream()
                                    .anyMatch(later -> !(later instanceof Part.Reasoning));
                    reasoning(reasoning, leads);
                }
                case Part.ToolCall call -> call(call);
                case Part.ToolResult result -> result(result);
                case Part part -> {
                    beginMessage(turn.role());
                    ContentWriter.part(part, turn.role(), out);
                }
            }
        }
        endMessage();
    }

    /** Goes back only with what proves it; and not at the end, where the API misses what it led to. */
    private void reasoning(Part.Reasoning reasoning, boolean leads) {
        endMessage();
        boolean own = reasoning
                .opaque()
                .filter(opaque -> opaque.dialect().equals(Dialect.RESPONSES.name()))
                .isPresent();
        if (!own || !leads) {
            leftOut.note("reasoning");
            return;
        }
        out.object().add("type", "reasoning").name("summary").array();
        if (!reasoning.text().isEmpty()) {
            out.object()
                    .add("type", "summary_text")
                    .add("text", reasoning.text())
                    .endObject();
        }
        out.endArray();
        reasoning.opaque().ifPresent(opaque -> {
            if (!opaque.id().isEmpty()) {
                out.add("id", opaque.id());
            }
            out.add("encrypted_content", opaque.data());
        });
        out.endObject();
    }

    private void call(Part.ToolCall call) {
        endMessage();
        String id = CallIds.fitted(call.id());
        if (call.custom()) {
            customCalls.add(id);
        }
        // Some models call a tool that takes nothing with nothing; what goes back has to be JSON.
        RawText input = call.custom() || !call.raw().isBlank() ? call.raw() : RawText.of("{}");
        out.object()
                .add("type", call.custom() ? "custom_tool_call" : "function_call")
                .add("call_id", id)
                .add("name", call.name())
                .add(call.custom() ? "input" : "arguments", input)
                .endObject();
    }

    private void result(Part.ToolResult result) {
        endMessage();
        String id = CallIds.fitted(result.callId());
        out.object()
                .add("type", customCalls.contains(id) ? "custom_tool_call_output" : "function_call_output")
                .add("call_id", id)
                .name("output");
        ContentWriter.result(result, out);
        out.endObject();
    }

    private void beginMessage(Role role) {
        if (!inMessage) {
            out.object()
                    .add("type", "message")
                    .add("role", role.name().toLowerCase(Locale.ROOT))
                    .name("content")
                    .array();
            inMessage = true;
        }
    }

    private void endMessage() {
        if (inMessage) {
            out.endArray().endObject();
            inMessage = false;
        }
    }
}
