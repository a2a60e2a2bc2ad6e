package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a responses request. */
final class ResponsesConversation {

    private ResponsesConversation() {}

    static PromptFacts read(JsonObject body, CatalogueEntry model) {
        List<JsonObject> input = items(body);
        Optional<JsonObject> user = input.stream()
                .filter(item -> item.getString("role", "").equals("user"))
                .reduce((earlier, later) -> later);
        JsonValue choice = body.get("tool_choice");
        int limit = model.limit("max_output_tokens", Integer.MAX_VALUE);
        return new PromptFacts(
                user.map(item -> ChatConversation.text(item.get("content"))).orElse(""),
                toolResults(input),
                user.map(ResponsesConversation::images).orElse(List.of()),
                tools(body),
                choice instanceof JsonObject named ? named.getString("name", "") : null,
                !(choice instanceof JsonString text && text.getString().equals("none")),
                JsonValues.flag(body, "parallel_tool_calls"),
                ChatConversation.schema(JsonValues.child(JsonValues.child(body, "text"), "format")),
                TokenApproximation.of(body.get("input"))
                        + TokenApproximation.of(body.get("instructions"))
                        + TokenApproximation.of(body.get("tools")),
                Math.min(limit, Math.max(1, body.getInt("max_output_tokens", limit))));
    }

    /** The input items; a bare string is one message of the user's. */
    static List<JsonObject> items(JsonObject body) {
        return body.get("input") instanceof JsonString text
                ? List.of(JsonValues.object("role", "user", "content", text))
                : JsonValues.objects(body, "input");
    }

    static List<ImageFacts> images(JsonObject item) {
        return JsonValues.objects(item, "content").stream()
                .filter(part -> part.getString("type", "").equals("input_image"))
                .map(part -> ImageFacts.ofDataUrl(part.getString("image_url", "")))
                .toList();
    }

    private static List<String> toolResults(List<JsonObject> input) {
        List<String> results = new ArrayList<>();
        for (JsonObject item : input.reversed()) {
            if (!item.getString("type", "").equals("function_call_output")) {
                break;
            }
            results.addFirst(ChatConversation.text(item.get("output")));
        }
        return results;
    }

    private static List<ToolSpec> tools(JsonObject body) {
        return JsonValues.objects(body, "tools").stream()
                .filter(tool -> tool.getString("type", "").equals("function"))
                .map(tool -> new ToolSpec(
                        tool.getString("name", ""),
                        tool.getString("description", ""),
                        JsonValues.child(tool, "parameters")))
                .toList();
    }
}
