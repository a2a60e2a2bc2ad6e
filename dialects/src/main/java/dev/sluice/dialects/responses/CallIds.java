package dev.sluice.dialects.responses;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The ids of calls, which other dialects allow to be longer, or empty. */
final class CallIds {
    private static final int LONGEST = 64;
    private static final int HASHED = 40;

    private CallIds() {}

    /** Returns the id, or one made of it that is always the same. */
    static String fitted(String id) {
        if (!id.isEmpty() && id.length() <= LONGEST) {
            return id;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return "call_" + HexFormat.of().formatHex(hash).substring(0, HASHED);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
