package dev.sluice.gateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A key that clients may present. Only its hash is kept. */
public final class ClientKey {
    private static final Pattern HASHED = Pattern.compile("sha256:[0-9a-fA-F]{64}");
    private static final String HASH_PREFIX = "sha256:";

    private final String name;
    private final byte[] sha256;

    private ClientKey(String name, byte[] sha256) {
        this.name = name;
        this.sha256 = sha256;
    }

    /**
     * Makes a key from its text, or from {@code sha256:} and its hash in hexadecimal. Throws if the text is blank, or
     * begins like a hash and is none.
     */
    public static ClientKey of(String name, String text) {
        if (text.isBlank()
                || (text.startsWith(HASH_PREFIX) && !HASHED.matcher(text).matches())) {
            throw new IllegalArgumentException("expected a key, or sha256: and 64 hexadecimal digits");
        }
        byte[] hash = text.startsWith(HASH_PREFIX)
                ? HexFormat.of().parseHex(text.substring(HASH_PREFIX.length()))
                : hash(text);
        return new ClientKey(name, hash);
    }

    /** Returns the SHA-256 of what a client presented, to be compared with {@link #matches}. */
    public static byte[] hash(String presented) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(presented.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns what the log calls the key's holder; no secret. */
    public String name() {
        return name;
    }

    /** Compares with a result of {@link #hash}, in a time that does not depend on where two keys differ. */
    public boolean matches(byte[] hash) {
        return MessageDigest.isEqual(sha256, hash);
    }

    /** Tells whether both are the same key, whatever their holders are called. */
    boolean sameAs(ClientKey other) {
        return matches(other.sha256);
    }

    @Override
    public String toString() {
        return "ClientKey[" + name + "]";
    }
}
