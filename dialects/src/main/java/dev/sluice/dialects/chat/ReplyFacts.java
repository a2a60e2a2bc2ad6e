package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Caller;
import dev.sluice.json.JsonNode;
import java.util.List;
import java.util.UUID;

/** What replies to a caller depend on beside the answer. */
final class ReplyFacts {
    private static final String FUNCTIONS = "functions";
    private static final String STREAM_OPTIONS = "stream_options";

    /** The names of the request's fields that are asked for here. */
    static final List<String> FIELDS = List.of(FUNCTIONS, STREAM_OPTIONS);

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
        JsonNode functions = caller.request().get(FUNCTIONS);
        return functions.is(JsonNode.Kind.ARRAY) && !functions.isEmpty();
    }

    /** Tells whether a stream has to end with what it cost. */
    static boolean usageWanted(Caller caller) {
        return caller.request().get(STREAM_OPTIONS).get("include_usage").isTrue();
    }
}
