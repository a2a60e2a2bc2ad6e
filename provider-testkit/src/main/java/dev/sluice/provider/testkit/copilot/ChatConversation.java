package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a chat completions request. */
final class ChatConversation {

    private ChatConversation() {}

    static PromptFacts read(JsonObject body, CatalogueEntry model) {
        List<JsonObject> messages = JsonValues.objects(body, "messages");
        Optional<JsonObject> user = messages.stream()
                .filter(message -> role(message).equals("user"))
                .reduce((earlier, later) -> later);
        JsonValue choice = body.get("tool_choice");
        return new PromptFacts(
                user.map(message -> text(message.get("content"))).orElse(""),
                toolResults(messages),
                user.map(ChatConversation::images).orElse(List.of()),
                tools(body),
                choice instanceof JsonObject named
                        ? JsonValues.child(named, "function").getString("name", "")
                        : null,
                !(choice instanceof JsonString text && text.getString().equals("none")),
                JsonValues.flag(body, "parallel_tool_calls"),
                schema(JsonValues.child(body, "response_format")),
                TokenApproximation.of(body.get("messages")) + TokenApproximation.of(body.get("tools")),
                maxOutput(body, model));
    }

    static String role(JsonObject message) {
        return message.getString("role", "");
    }

    static List<ImageFacts> images(JsonObject message) {
        return JsonValues.objects(message, "content").stream()
                .filter(part -> part.getString("type", "").equals("image_url"))
                .map(part ->
                        ImageFacts.ofDataUrl(JsonValues.child(part, "image_url").getString("url", "")))
                .toList();
    }

    static String text(@Nullable JsonValue content) {
        return switch (content) {
            case JsonString text -> text.getString();
            case JsonArray parts ->
                JsonValues.objects(parts).stream()
                        .map(part -> part.getString("text", ""))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" "));
            case null, default -> "";
        };
    }

    private static List<String> toolResults(List<JsonObject> messages) {
        List<String> results = new ArrayList<>();
        for (JsonObject message : messages.reversed()) {
            if (!role(message).equals("tool")) {
                break;
            }
            results.addFirst(text(message.get("content")));
        }
        return results;
    }

    private static List<ToolSpec> tools(JsonObject body) {
        return JsonValues.objects(body, "tools").stream()
                .map(tool -> JsonValues.child(tool, "function"))
                .map(function -> new ToolSpec(
                        function.getString("name", ""),
                        function.getString("description", ""),
                        JsonValues.child(function, "parameters")))
                .toList();
    }

    /** The shape of {@code response_format}, or of what the other dialects have for it; null for plain text. */
    static @Nullable JsonObject schema(JsonObject format) {
        return switch (format.getString("type", "text")) {
            case "json_object" -> JsonValue.EMPTY_JSON_OBJECT;
            case "json_schema" ->
                JsonValues.child(
                        format.containsKey("json_schema") ? JsonValues.child(format, "json_schema") : format, "schema");
            default -> null;
        };
    }

    private static int maxOutput(JsonObject body, CatalogueEntry model) {
        int limit = model.limit("max_output_tokens", Integer.MAX_VALUE);
        int asked = body.getInt("max_completion_tokens", body.getInt("max_tokens", limit));
        return Math.min(limit, Math.max(1, asked));
    }
}
