package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What {@code /responses} refuses in a body. Item ids belong to the connection behind the service that made them, which
 * no later HTTP request meets again; only a reasoning item may keep its id, together with its own encrypted content.
 */
final class ResponsesRules {

    private static final Set<String> UNSUPPORTED_TOOLS = Set.of("web_search", "image_generation");

    private final Map<String, String> reasoning = new ConcurrentHashMap<>();

    void issued(String reasoningId, String encryptedContent) {
        reasoning.put(reasoningId, encryptedContent);
    }

    void check(Request request, JsonObject body, CatalogueEntry model) {
        if (body.containsKey("previous_response_id") && !body.isNull("previous_response_id")) {
            throw new RefusedException(
                    CopilotRefusals.coded(400, "previous_response_not_found", "Previous response not found."));
        }
        if (JsonValues.texts(body, "include").contains("usage")) {
            throw new RefusedException(CopilotRefusals.invalidBody("Invalid value: 'usage' in 'include'."));
        }
        if (body.containsKey("service_tier")) {
            throw new RefusedException(CopilotRefusals.invalidBody("service_tier is not supported"));
        }
        for (JsonObject tool : JsonValues.objects(body, "tools")) {
            String type = tool.getString("type", "");
            if (UNSUPPORTED_TOOLS.contains(type)) {
                throw new RefusedException(CopilotRefusals.toolNotSupported(type));
            }
        }
        List<JsonObject> items = ResponsesConversation.items(body);
        if (items.isEmpty()) {
            throw new RefusedException(CopilotRefusals.invalidBody("input must not be empty"));
        }
        items.forEach(this::item);
        ChatRules.vision(
                request,
                items.stream()
                        .flatMap(item -> ResponsesConversation.images(item).stream())
                        .toList(),
                model);
    }

    private void item(JsonObject item) {
        String type = item.getString("type", "message");
        boolean hasId = JsonValues.text(item, "id").isPresent();
        if (type.equals("reasoning") && item.containsKey("encrypted_content")) {
            String content = item.getString("encrypted_content", "");
            if (hasId && !content.equals(reasoning.get(item.getString("id")))) {
                throw new RefusedException(CopilotRefusals.coded(400, "invalid_encrypted_content", "item_id mismatch"));
            }
            return;
        }
        if (hasId || type.equals("item_reference")) {
            throw new RefusedException(CopilotRefusals.invalidBody("input item ID does not belong to this connection"));
        }
    }
}
