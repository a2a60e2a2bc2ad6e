package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Reads a messages request. */
final class MessagesConversation {

    private MessagesConversation() {}

    static PromptFacts read(JsonObject body, CatalogueEntry model) {
        List<JsonObject> messages = JsonValues.objects(body, "messages");
        Optional<JsonObject> user = messages.stream()
                .filter(message -> ChatConversation.role(message).equals("user"))
                .filter(message -> results(message).isEmpty())
                .reduce((earlier, later) -> later);
        JsonObject choice = JsonValues.child(body, "tool_choice");
        int limit = model.limit("max_output_tokens", Integer.MAX_VALUE);
        return new PromptFacts(
                user.map(message -> ChatConversation.text(message.get("content")))
                        .orElse(""),
                messages.isEmpty() ? List.of() : results(messages.getLast()),
                user.map(MessagesConversation::images).orElse(List.of()),
                tools(body),
                choice.getString("type", "").equals("tool") ? choice.getString("name", "") : null,
                !choice.getString("type", "").equals("none"),
                false,
                ChatConversation.schema(JsonValues.child(JsonValues.child(body, "output_config"), "format")),
                promptTokens(body),
                Math.min(limit, Math.max(1, body.getInt("max_tokens", limit))));
    }

    static long promptTokens(JsonObject body) {
        return TokenApproximation.of(body.get("messages"))
                + TokenApproximation.of(body.get("system"))
                + TokenApproximation.of(body.get("tools"));
    }

    static List<ImageFacts> images(JsonObject message) {
        return JsonValues.objects(message, "content").stream()
                .filter(block -> block.getString("type", "").equals("image"))
                .map(block ->
                        ImageFacts.ofBase64(JsonValues.child(block, "source").getString("data", "")))
                .toList();
    }

    private static List<String> results(JsonObject message) {
        return JsonValues.objects(message, "content").stream()
                .filter(block -> block.getString("type", "").equals("tool_result"))
                .map(block -> ChatConversation.text(block.get("content")))
                .toList();
    }

    private static List<ToolSpec> tools(JsonObject body) {
        return JsonValues.objects(body, "tools").stream()
                .map(tool -> new ToolSpec(
                        tool.getString("name", ""),
                        tool.getString("description", ""),
                        JsonValues.child(tool, "input_schema")))
                .toList();
    }
}
