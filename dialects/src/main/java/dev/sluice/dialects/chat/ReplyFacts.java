package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Caller;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.UUID;

/** What replies to a caller depend on beside the answer. */
final class ReplyFacts {
    private static final String ID_PREFIX = "chatcmpl-";

    private ReplyFacts() {}

    /** Makes the id that the caller sees: clients look at its beginning. */
    static String id(String upstream) {
        if (upstream.isEmpty()) {
            return ID_PREFIX + UUID.randomUUID().toString().replace("-", "");
        }
        return upstream.startsWith(ID_PREFIX) ? upstream : ID_PREFIX + upstream;
    }

    /** Tells whether the caller asked with {@code functions} and so knows one {@code function_call} only. */
    static boolean legacy(Caller caller) {
        return caller.request().get("functions") instanceof JsonArray functions && !functions.isEmpty();
    }

    /** Tells whether a stream has to end with what it cost. */
    static boolean usageWanted(Caller caller) {
        return caller.request().get("stream_options") instanceof JsonObject options
                && JsonValue.TRUE.equals(options.get("include_usage"));
    }
}
