package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What {@code /v1/messages} refuses in a body. */
final class MessagesRules {

    private static final Set<String> BETAS = Set.of(
            "interleaved-thinking-2025-05-14",
            "context-management-2025-06-27",
            "advanced-tool-use-2025-11-20",
            "extended-cache-ttl-2025-04-11");
    private static final Set<String> TOOL_FIELDS =
            Set.of("name", "description", "input_schema", "cache_control", "type", "strict", "defer_loading");

    private MessagesRules() {}

    static void check(Request request, JsonObject body, CatalogueEntry model) {
        betas(request);
        List<JsonObject> messages = JsonValues.objects(body, "messages");
        if (messages.isEmpty()) {
            throw invalid("messages: at least one message is required");
        }
        if (ChatConversation.role(messages.getLast()).equals("assistant")) {
            throw invalid("This model does not support assistant message prefill."
                    + " The conversation must end with a user message.");
        }
        List<JsonObject> tools = JsonValues.objects(body, "tools");
        for (int i = 0; i < tools.size(); i++) {
            toolFields(tools.get(i), i);
        }
        pairs(messages);
        List<ImageFacts> images = messages.stream()
                .flatMap(message -> MessagesConversation.images(message).stream())
                .toList();
        ChatRules.vision(request, images, model);
    }

    static void limit(JsonObject body) {
        if (!(body.get("max_tokens") instanceof JsonNumber)) {
            throw invalid("max_tokens: Field required");
        }
    }

    private static void betas(Request request) {
        for (String value : request.headers().all("anthropic-beta")) {
            for (String beta : value.split(",", -1)) {
                if (!beta.isBlank() && !BETAS.contains(beta.strip())) {
                    throw invalid("Unexpected value(s) `" + beta.strip() + "` for the `anthropic-beta` header.");
                }
            }
        }
    }

    private static void toolFields(JsonObject tool, int index) {
        String type = JsonValues.text(tool, "type").orElse("");
        if (type.startsWith("web_search")) {
            throw new RefusedException(CopilotRefusals.toolNotSupported(type));
        }
        for (String field : tool.keySet()) {
            if (!TOOL_FIELDS.contains(field)) {
                throw invalid("tools." + index + ".custom." + field + ": Extra inputs are not permitted");
            }
        }
    }

    private static void pairs(List<JsonObject> messages) {
        Set<String> open = new LinkedHashSet<>();
        for (JsonObject message : messages) {
            for (JsonObject block : JsonValues.objects(message, "content")) {
                switch (block.getString("type", "")) {
                    case "tool_use" -> open.add(block.getString("id", ""));
                    case "tool_result" -> {
                        if (!open.remove(block.getString("tool_use_id", ""))) {
                            throw invalid("unexpected `tool_use_id` found in `tool_result` blocks");
                        }
                    }
                    default -> {
                        // Other blocks need no partner.
                    }
                }
            }
            if (ChatConversation.role(message).equals("user") && !open.isEmpty()) {
                throw invalid("`tool_use` ids were found without `tool_result` blocks immediately after: "
                        + String.join(", ", open));
            }
        }
    }

    static RefusedException invalid(String message) {
        return new RefusedException(MessagesErrors.invalid(message));
    }
}
