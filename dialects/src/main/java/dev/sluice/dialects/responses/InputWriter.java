package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.Dialect;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes turns as items. Only reasoning keeps its id: others belong to a connection that is gone. */
final class InputWriter {
    private final LeftOut leftOut;
    private final JsonArrayBuilder items = JsonTree.array();
    private final Set<String> customCalls = new HashSet<>();
    private JsonArrayBuilder content = JsonTree.array();

    InputWriter(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    /** Writes {@code instructions} and {@code input}; the latter must not be empty. */
    void write(List<Turn> turns, JsonObjectBuilder request) {
        List<Turn> standing =
                turns.stream().takeWhile(InputWriter::isInstruction).toList();
        List<Turn> rest = turns.subList(standing.size(), turns.size());
        if (rest.stream().allMatch(turn -> turn.parts().isEmpty())) {
            turns(turns);
        } else {
            String instructions = standing.stream()
                    .flatMap(turn -> turn.parts().stream())
                    .map(part -> ((Part.Text) part).text())
                    .collect(Collectors.joining("\n\n"));
            if (!instructions.isEmpty()) {
                request.add("instructions", instructions);
            }
            turns(rest);
        }
        request.add("input", items);
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
                    reasoning(turn.role(), reasoning, leads);
                }
                case Part.ToolCall call -> call(turn.role(), call);
                case Part.ToolResult result -> result(turn.role(), result);
                case Part part -> content.add(ContentWriter.part(part, turn.role()));
            }
        }
        endMessage(turn.role());
    }

    /** Goes back only with what proves it; and not at the end, where the API misses what it led to. */
    private void reasoning(Role role, Part.Reasoning reasoning, boolean leads) {
        endMessage(role);
        boolean own = reasoning
                .opaque()
                .filter(opaque -> opaque.dialect().equals(Dialect.RESPONSES.name()))
                .isPresent();
        if (!own || !leads) {
            leftOut.note("reasoning");
            return;
        }
        JsonArrayBuilder summary = JsonTree.array();
        if (!reasoning.text().isEmpty()) {
            summary.add(JsonTree.object().add("type", "summary_text").add("text", reasoning.text()));
        }
        JsonObjectBuilder item = JsonTree.object().add("type", "reasoning").add("summary", summary);
        reasoning.opaque().ifPresent(opaque -> {
            if (!opaque.id().isEmpty()) {
                item.add("id", opaque.id());
            }
            item.add("encrypted_content", opaque.data());
        });
        items.add(item);
    }

    private void call(Role role, Part.ToolCall call) {
        endMessage(role);
        String id = CallIds.fitted(call.id());
        if (call.custom()) {
            customCalls.add(id);
        }
        // Some models call a tool that takes nothing with nothing; what goes back has to be JSON.
        String input = call.custom() || !call.input().isBlank() ? call.input() : "{}";
        items.add(JsonTree.object()
                .add("type", call.custom() ? "custom_tool_call" : "function_call")
                .add("call_id", id)
                .add("name", call.name())
                .add(call.custom() ? "input" : "arguments", input));
    }

    private void result(Role role, Part.ToolResult result) {
        endMessage(role);
        String id = CallIds.fitted(result.callId());
        items.add(JsonTree.object()
                .add("type", customCalls.contains(id) ? "custom_tool_call_output" : "function_call_output")
                .add("call_id", id)
                .add("output", ContentWriter.result(result)));
    }

    private void endMessage(Role role) {
        JsonArray message = content.build();
        if (!message.isEmpty()) {
            items.add(JsonTree.object()
                    .add("type", "message")
                    .add("role", role.name().toLowerCase(Locale.ROOT))
                    .add("content", message));
            content = JsonTree.array();
        }
    }
}
