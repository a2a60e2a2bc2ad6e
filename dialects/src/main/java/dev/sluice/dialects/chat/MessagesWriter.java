package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what was said as messages. The results of tools have to follow right after their calls, so they come before
 * what else was said by then; the model's own turns in a row are one message.
 */
final class MessagesWriter {
    private final LeftOut leftOut;
    private final JsonOutput out;
    private boolean empty = true;
    /** The calls without a result yet: their ids, and the tools' names. */
    private final Map<String, String> open = new LinkedHashMap<>();

    MessagesWriter(LeftOut leftOut, JsonOutput out) {
        this.leftOut = leftOut;
        this.out = out;
    }

    void write(List<Turn> turns) {
        out.array();
        for (int at = 0; at < turns.size(); ) {
            boolean assistant = isAssistant(turns.get(at));
            int end = at;
            while (end < turns.size() && isAssistant(turns.get(end)) == assistant) {
                end++;
            }
            if (assistant) {
                assistant(turns.subList(at, end));
            } else {
                others(turns.subList(at, end));
            }
            at = end;
        }
        requireResults();
        if (empty) {
            throw RequestWriter.refused("The request says nothing that the model asked for could be told.");
        }
        out.endArray();
    }

    private static boolean isAssistant(Turn turn) {
        return turn.role() == Role.ASSISTANT;
    }

    private void assistant(List<Turn> turns) {
        AssistantWriter writer = new AssistantWriter(leftOut);
        for (Turn turn : turns) {
            for (Part part : turn.parts()) {
                writer.add(part);
                if (part instanceof Part.ToolCall call && open.putIfAbsent(call.id(), call.name()) != null) {
                    throw RequestWriter.refused("Two calls of tools have the same id '" + call.id() + "'.");
                }
            }
        }
        empty &= !writer.write(out);
    }

    private void others(List<Turn> turns) {
        List<Part> shown = new ArrayList<>();
        for (Turn turn : turns) {
            for (Part part : turn.parts()) {
                if (part instanceof Part.ToolResult result) {
                    result(result, shown);
                }
            }
        }
        requireResults();
        said("user", shown);
        for (Turn turn : turns) {
            List<Part> parts = turn.parts().stream()
                    .filter(part -> !(part instanceof Part.ToolResult))
                    .toList();
            // Many upstreams do not know the role 'developer', and those that do take the other for it.
            said(turn.role() == Role.USER ? "user" : "system", parts);
        }
    }

    /** A tool's message holds text only; what else it answered is shown by a message of the user's. */
    private void result(Part.ToolResult result, List<Part> shown) {
        if (open.remove(result.callId()) == null) {
            throw RequestWriter.refused("The result of the call '" + result.callId()
                    + "' does not follow the model's turn that has the call, or is its second one.");
        }
        List<Part> others = result.content().stream()
                .filter(part -> !(part instanceof Part.Text))
                .toList();
        String id = CallIds.forModel(result.callId());
        if (!others.isEmpty()) {
            shown.add(new Part.Text("Beside its text, the call " + id + " resulted in:"));
            shown.addAll(others);
        }
        boolean silent = result.content().stream()
                .allMatch(
                        part -> !(part instanceof Part.Text text) || text.raw().isEmpty());
        out.object().add("role", "tool").add("tool_call_id", id).name("content").beginText();
        if (result.failed()) {
            out.piece(silent ? "The tool failed." : "The tool failed:\n");
        }
        ContentWriter.pieces(result.content(), out);
        out.endText().endObject();
        empty = false;
    }

    private void said(String role, List<Part> parts) {
        if (!parts.isEmpty()) {
            ContentWriter.message(role, parts, leftOut, out);
            empty = false;
        }
    }

    private void requireResults() {
        if (!open.isEmpty()) {
            Map.Entry<String, String> call = open.entrySet().iterator().next();
            throw RequestWriter.refused("The call '" + call.getKey() + "' of the tool '" + call.getValue()
                    + "' has no result. The result of each call has to follow the model's turn that has the call.");
        }
    }
}
