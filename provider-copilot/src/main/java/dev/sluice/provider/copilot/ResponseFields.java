package dev.sluice.provider.copilot;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds the fields that the Responses API promises in a response and Copilot may leave out, with what they mean then.
 */
final class ResponseFields {
    private static final Map<String, byte[]> PROMISED = promised();
    private static final String WRITTEN = "cache_write_tokens";
    private static final byte[] ZERO = {'0'};

    private ResponseFields() {}

    private static Map<String, byte[]> promised() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("error", "null");
        fields.put("incomplete_details", "null");
        fields.put("instructions", "null");
        fields.put("metadata", "{}");
        fields.put("parallel_tool_calls", "true");
        fields.put("temperature", "null");
        fields.put("tool_choice", "\"auto\"");
        fields.put("tools", "[]");
        fields.put("top_p", "null");
        Map<String, byte[]> literals = new LinkedHashMap<>();
        fields.forEach((name, json) -> literals.put(name, json.getBytes(StandardCharsets.US_ASCII)));
        return literals;
    }

    /** Completes a whole response; what is none, or has no id, stays as it is. */
    static byte[] complete(byte[] response) {
        try {
            JsonDocument document = JsonDocument.parse(response);
            JsonEdits edits = JsonEdits.of(document);
            add(document.root(), edits);
            return edits.write();
        } catch (JsonException e) {
            return response;
        }
    }

    /** Adds what a response lacks; what is none, or has no id, stays as it is. */
    static void add(JsonNode response, JsonEdits edits) {
        JsonNode usage = response.get("usage");
        JsonNode cached = usage.get("input_tokens_details");
        if (cached.is(Kind.OBJECT) && cached.get(WRITTEN).is(Kind.ABSENT)) {
            edits.prepend(cached, WRITTEN, ZERO);
        }
        if (response.get("id").is(Kind.ABSENT)) {
            return;
        }
        PROMISED.forEach((name, json) -> {
            if (response.get(name).is(Kind.ABSENT)) {
                edits.prepend(response, name, json);
            }
        });
        if (usage.is(Kind.NULL)) {
            // Usage that is not known yet is left out, not null.
            edits.remove(response, "usage");
        }
    }
}
