package dev.sluice.provider.copilot;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.Set;

/**
 * A Responses or Messages request as Copilot takes it, and the two facts that it wants in headers. What the vendors'
 * own APIs take, their clients send and Copilot refuses is taken out; every other byte stays as it is.
 */
final class NativeRequest {
    /**
     * An item's id means something only on the connection behind Copilot that made it, which no later request meets.
     * Reasoning keeps its own, which belongs to its encrypted content; a reference is nothing without its id.
     */
    private static final Set<String> ITEMS_OF_THEIR_ID = Set.of("reasoning", "item_reference");

    private final byte[] body;
    private boolean byUser = true;
    private boolean images;

    private NativeRequest(JsonDocument document, boolean responses) {
        JsonEdits edits = JsonEdits.of(document);
        JsonNode request = document.root().require(Kind.OBJECT);
        readItems(request.get("messages"));
        readItems(request.get("input"));
        removeIds(request.get("input"), edits);
        JsonNode tools = request.get("tools");
        if (tools.is(Kind.ARRAY)) {
            for (JsonNode tool : tools) {
                edits.remove(tool, "eager_input_streaming");
            }
        }
        if (responses) {
            // A wish about speed and price, which Copilot's Responses API refuses, whatever its value.
            edits.remove(request, "service_tier");
        }
        this.body = edits.write();
    }

    /** Reads a Responses request; throws {@link ErrorKind#INVALID_REQUEST} if it is not a JSON object. */
    static NativeRequest responses(byte[] body) {
        return read(body, true);
    }

    /** Reads a Messages request; throws {@link ErrorKind#INVALID_REQUEST} if it is not a JSON object. */
    static NativeRequest messages(byte[] body) {
        return read(body, false);
    }

    private static NativeRequest read(byte[] body, boolean responses) {
        try {
            return new NativeRequest(JsonDocument.parse(body), responses);
        } catch (JsonException e) {
            throw new ProviderException(
                    ErrorKind.INVALID_REQUEST, "the request is not the JSON it should be: " + e.getMessage(), e);
        }
    }

    /** What to send: the client's own array if it needed no change. */
    byte[] body() {
        return body;
    }

    /** Tells whether the last item is the user's own turn, and not only a tool's result. */
    boolean byUser() {
        return byUser;
    }

    boolean images() {
        return images;
    }

    private void readItems(JsonNode items) {
        if (items.is(Kind.ARRAY)) {
            for (JsonNode item : items) {
                byUser = item.is(Kind.OBJECT) ? isOfUser(item) : byUser;
            }
        }
    }

    private static void removeIds(JsonNode items, JsonEdits edits) {
        if (items.is(Kind.ARRAY)) {
            for (JsonNode item : items) {
                if (!ITEMS_OF_THEIR_ID.contains(item.get("type").string(""))) {
                    edits.remove(item, "id");
                }
            }
        }
    }

    private boolean isOfUser(JsonNode item) {
        JsonNode content = item.get("content");
        // Both are read, for both may hold images.
        boolean own = hasOwnParts(content);
        own |= hasOwnParts(item.get("output"));
        return (own || content.is(Kind.STRING)) && item.get("role").says("user");
    }

    /** Tells whether there is a part besides tools' results. */
    private boolean hasOwnParts(JsonNode parts) {
        boolean own = false;
        if (parts.is(Kind.ARRAY)) {
            for (JsonNode part : parts) {
                own |= part.is(Kind.OBJECT) && isOwn(part);
            }
        }
        return own;
    }

    private boolean isOwn(JsonNode part) {
        JsonNode type = part.get("type");
        images |= type.says("image") || type.says("input_image");
        // For images in tools' results.
        boolean _ = hasOwnParts(part.get("content"));
        boolean _ = hasOwnParts(part.get("output"));
        return !type.says("tool_result");
    }
}
