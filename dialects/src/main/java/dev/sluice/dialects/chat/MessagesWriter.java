package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
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
    private final JsonArrayBuilder messages = JsonTree.array();
    /** The calls without a result yet: their ids, and the tools' names. */
    private final Map<String, String> open = new LinkedHashMap<>();

    MessagesWriter(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    JsonArray write(List<Turn> turns) {
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
        JsonArray written = messages.build();
        if (written.isEmpty()) {
            throw RequestWriter.refused("The request says nothing that the model asked for could be told.");
        }
        return written;
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
        writer.message().ifPresent(messages::add);
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
        String text = ContentWriter.text(result.content());
        JsonObject message = JsonTree.object()
                .add("role", "tool")
                .add("tool_call_id", id)
                .add("content", result.failed() ? failed(text) : text)
                .build();
        messages.add(message);
    }

    /** There is no other way to tell a model that it failed. */
    private static String failed(String text) {
        return text.isEmpty() ? "The tool failed." : "The tool failed:\n" + text;
    }

    private void said(String role, List<Part> parts) {
        if (!parts.isEmpty()) {
            messages.add(ContentWriter.message(role, parts, leftOut));
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
