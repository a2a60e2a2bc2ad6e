package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code /chat/completions} refuses in a body. */
final class ChatRules {

    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final int MAX_TOOLS = 128;

    private ChatRules() {}

    static void check(Request request, JsonObject body, CatalogueEntry model) {
        List<JsonObject> messages = JsonValues.objects(body, "messages");
        if (messages.isEmpty()) {
            throw new RefusedException(CopilotRefusals.invalidBody("messages must not be empty"));
        }
        List<ImageFacts> images = messages.stream()
                .flatMap(message -> ChatConversation.images(message).stream())
                .toList();
        vision(request, images, model);
        if (model.wantsMaxCompletionTokens() && body.containsKey("max_tokens")) {
            throw new RefusedException(CopilotRefusals.maxTokensUnsupported());
        }
        if (body.get("tools") instanceof JsonArray tools) {
            tools(tools);
        }
        if (body.get("prediction") instanceof JsonObject prediction && prediction.isEmpty()) {
            throw new RefusedException(CopilotRefusals.invalidBody("prediction must not be empty"));
        }
        pairs(messages, model);
    }

    static void vision(Request request, List<ImageFacts> images, CatalogueEntry model) {
        boolean announced = request.header("Copilot-Vision-Request").orElse("").equals("true");
        if (!images.isEmpty() && !announced) {
            throw new RefusedException(CopilotRefusals.missingVisionHeader());
        }
        if (images.isEmpty()) {
            if (announced) {
                throw new RefusedException(CopilotRefusals.badRequest());
            }
            return;
        }
        JsonObject limits = model.visionLimits();
        boolean tooLarge = images.stream()
                .anyMatch(image -> image.bytes() > limits.getInt("max_prompt_image_size", Integer.MAX_VALUE));
        if (!model.supports("vision")
                || tooLarge
                || images.size() > limits.getInt("max_prompt_images", Integer.MAX_VALUE)) {
            throw new RefusedException(
                    CopilotRefusals.invalidBody("the images are not supported by this model: number, size or at all"));
        }
    }

    private static void tools(JsonArray tools) {
        if (tools.isEmpty() || tools.size() > MAX_TOOLS) {
            throw new RefusedException(CopilotRefusals.invalidBody("tools: from 1 to 128 are accepted"));
        }
        for (JsonObject tool : JsonValues.objects(tools)) {
            JsonObject function = JsonValues.child(tool, "function");
            if (!TOOL_NAME.matcher(function.getString("name", "")).matches()) {
                throw new RefusedException(CopilotRefusals.invalidBody("tools: invalid function name"));
            }
            if (!function.containsKey("parameters")) {
                throw new RefusedException(CopilotRefusals.invalidBody("tools: a function has no parameters"));
            }
        }
    }

    /** Every call needs its result before anybody speaks again, and every result its call. */
    private static void pairs(List<JsonObject> messages, CatalogueEntry model) {
        Set<String> open = new LinkedHashSet<>();
        for (JsonObject message : messages) {
            if (ChatConversation.role(message).equals("tool")) {
                if (!open.remove(message.getString("tool_call_id", ""))) {
                    throw new RefusedException(CopilotRefusals.invalidBody(
                            "messages with role 'tool' must be a response to a preceding message with 'tool_calls'"));
                }
                continue;
            }
            boolean assistant = ChatConversation.role(message).equals("assistant");
            // Consecutive assistant messages are one turn: split choices are sent back like that.
            if (!open.isEmpty() && !assistant) {
                throw unanswered(open);
            }
            JsonValues.objects(message, "tool_calls").forEach(call -> open.add(callId(call, model)));
        }
        if (!open.isEmpty()) {
            throw unanswered(open);
        }
    }

    private static String callId(JsonObject call, CatalogueEntry model) {
        boolean signed = JsonValues.child(call, "function").containsKey("thought_signature");
        if (model.family().startsWith("gemini-3") && !signed) {
            throw new RefusedException(CopilotRefusals.invalidBody("a function call is missing a thought_signature"));
        }
        return call.getString("id", "");
    }

    private static RefusedException unanswered(Set<String> open) {
        return new RefusedException(
                CopilotRefusals.invalidBody("`tool_use` ids were found without `tool_result` blocks immediately after: "
                        + String.join(", ", open)));
    }
}
