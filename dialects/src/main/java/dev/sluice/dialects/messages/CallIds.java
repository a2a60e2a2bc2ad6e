package dev.sluice.dialects.messages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Makes ids of calls that the dialect takes: the same for the same, so that calls and results find each other. */
final class CallIds {
    private static final int LONGEST = 64;

    private CallIds() {}

    static String of(String id) {
        return taken(id)
                ? id
                : "call_" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest(id));
    }

    private static boolean taken(String id) {
        return !id.isEmpty() && id.length() <= LONGEST && Names.plain(id);
    }

    private static byte[] digest(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }
}
