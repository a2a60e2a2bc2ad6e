package dev.sluice.gateway.http;

import java.util.Arrays;

/** Looks at bytes that were collected. */
public final class Collected {
    private Collected() {}

    /** Returns a copy. */
    public static byte[] of(ByteArray bytes) {
        return Arrays.copyOf(bytes.array(), bytes.size());
    }
}
