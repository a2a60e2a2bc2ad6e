package dev.sluice.provider.copilot;

import dev.sluice.provider.UpstreamResponse;

/** Reads whole replies. */
final class Bodies {
    /** Far more than any model says; it only keeps a broken upstream from filling the memory. */
    private static final int LIMIT = 64 * 1024 * 1024;

    private Bodies() {}

    static byte[] whole(UpstreamResponse response) {
        try (response) {
            return response.bytes(LIMIT);
        }
    }
}
