package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes responses: complete, or as a stream of events. As seen live, an item's id is
 * long, opaque, and not the same in {@code output_item.added} and {@code output_item.done}.
 */
final class ResponsesReplies {

    private final CatalogueEntry model;
    private final ModelAnswer answer;
    private final TokensUsed usage;
    private final long created;
    private final String id = "resp_" + SimulatedCredentials.hex(25);
    private final List<JsonObject> items = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    ResponsesReplies(CatalogueEntry model, ModelAnswer answer, TokensUsed usage, long created) {
        this.model = model;
        this.answer = answer;
        this.usage = usage;
        this.created = created;
    }

    static String itemId() {
        return SimulatedCredentials.hex(100);
    }

    JsonObject whole(ResponsesRules rules) {
        items(rules);
        return response(answer.truncated() ? "incomplete" : "completed");
    }

    List<String> events(ResponsesRules rules) {
        event("response.created", JsonValues.object("response", response("in_progress")));
        event("response.in_progress", JsonValues.object("response", response("in_progress")));
        items(rules);
        String status = answer.truncated() ? "incomplete" : "completed";
        event("response." + status, JsonValues.object("response", response(status)));
        return events;
    }

    private void items(ResponsesRules rules) {
        if (!answer.reasoning().isEmpty()) {
            reasoning(rules);
        }
        if (!answer.text().isEmpty()) {
            message();
        }
        answer.toolCalls().forEach(this::functionCall);
    }

    private void reasoning(ResponsesRules rules) {
        JsonObject item = JsonValues.object(
                "type",
                "reasoning",
                "id",
                itemId(),
                "encrypted_content",
                SimulatedCredentials.hex(60),
                "summary",
                List.of());
        rules.issued(item.getString("id"), item.getString("encrypted_content"));
        event("response.output_item.added", placed("item", item));
        done(item);
    }

    private void message() {
        String itemId = itemId();
        JsonObject empty = JsonValues.object(
                "type", "message", "id", itemId, "status", "in_progress", "role", "assistant", "content", List.of());
        event("response.output_item.added", placed("item", empty));
        event("response.content_part.added", part(itemId, "part", outputText("")));
        answer.words().forEach(word -> event("response.output_text.delta", textEvent(itemId, "delta", word)));
        event("response.output_text.done", textEvent(itemId, "text", answer.text()));
        event("response.content_part.done", part(itemId, "part", outputText(answer.text())));
        done(JsonValues.object(
                "type",
                "message",
                "id",
                itemId(),
                "status",
                answer.truncated() ? "incomplete" : "completed",
                "role",
                "assistant",
                "content",
                List.of(outputText(answer.text()))));
    }

    private void functionCall(ToolCall call) {
        String itemId = itemId();
        String callId = "call_" + SimulatedCredentials.hex(12);
        event("response.output_item.added", placed("item", callItem(itemId, callId, call.name(), "", "in_progress")));
        ArgumentChunks.of(call.arguments())
                .forEach(piece -> event(
                        "response.function_call_arguments.delta",
                        JsonValues.with(placed("item_id", itemId), "delta", piece)));
        event(
                "response.function_call_arguments.done",
                JsonValues.with(placed("item_id", itemId), "arguments", call.arguments()));
        done(callItem(itemId(), callId, call.name(), call.arguments(), "completed"));
    }

    private static JsonObject callItem(String id, String callId, String name, String arguments, String status) {
        return JsonValues.object(
                "type",
                "function_call",
                "id",
                id,
                "call_id",
                callId,
                "name",
                name,
                "arguments",
                arguments,
                "status",
                status);
    }

    private void done(JsonObject item) {
        event("response.output_item.done", placed("item", item));
        items.add(item);
    }

    private JsonObject placed(String name, Object value) {
        return JsonValues.object("output_index", items.size(), name, value);
    }

    private JsonObject part(String itemId, String name, Object value) {
        return JsonValues.object("item_id", itemId, "output_index", items.size(), "content_index", 0, name, value);
    }

    private JsonObject textEvent(String itemId, String name, String text) {
        return JsonValues.with(part(itemId, name, text), "logprobs", List.of());
    }

    private static JsonObject outputText(String text) {
        return JsonValues.object("type", "output_text", "text", text, "annotations", List.of(), "logprobs", List.of());
    }

    private void event(String type, JsonObject content) {
        JsonObject event = JsonValues.object("type", type, "sequence_number", events.size());
        for (String name : content.keySet()) {
            event = JsonValues.with(event, name, content.get(name));
        }
        events.add("event: " + type + "\ndata: " + event + "\n\n");
    }

    private JsonObject response(String status) {
        boolean finished = Set.of("completed", "incomplete").contains(status);
        return JsonValues.object(
                "id",
                id,
                "object",
                "response",
                "created_at",
                created,
                "status",
                status,
                "error",
                null,
                "incomplete_details",
                status.equals("incomplete") ? JsonValues.object("reason", "max_output_tokens") : null,
                "model",
                model.version(),
                "output",
                finished ? items : List.of(),
                "parallel_tool_calls",
                true,
                "store",
                false,
                "tool_choice",
                "auto",
                "tools",
                List.of(),
                "usage",
                finished ? usage.responses() : null);
    }
}
