package dev.sluice.dialects.chat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The ids of calls, of which OpenAI takes 40 characters at most. */
final class CallIds {
    private static final int LONGEST = 40;

    private CallIds() {}

    /** Returns the same short id for the same long one, so that a call and its result stay together. */
    static String forModel(String id) {
        if (id.length() <= LONGEST) {
            return id;
        }
        UUID hash = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        return "call_" + hash.toString().replace("-", "");
    }
}
