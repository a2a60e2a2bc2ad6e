package dev.sluice.dialects.messages;

import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what models and their upstreams have written, whatever that is. */
final class Trees {
    private Trees() {}

    /** Reads an object; nothing if it is something else, or no JSON. */
    static Optional<JsonObject> object(byte[] json) {
        try {
            return JsonTree.object(json);
        } catch (NumberFormatException e) {
            // A number that is too large even to be held: the parser tells that in its own way.
            return Optional.empty();
        }
    }

    /** Reads an object; nothing if it is something else, or no JSON. */
    static Optional<JsonObject> object(String json) {
        return object(json.getBytes(StandardCharsets.UTF_8));
    }
}
