package dev.sluice.provider.support;

import dev.sluice.provider.Incubating;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamResponse;
import java.nio.charset.StandardCharsets;

/** Reads the bodies of replies. */
@Incubating(since = "0.1")
public final class Bodies {
    /** Far more than any model writes; only keeps a broken upstream from filling the memory. */
    private static final int LIMIT = 64 * 1024 * 1024;

    private static final int ERROR_LIMIT = 1024 * 1024;

    private Bodies() {}

    /**
     * Reads a reply and closes it.
     *
     * @param response of which nothing was read
     * @return its body
     */
    public static byte[] whole(UpstreamResponse response) {
        try (response) {
            return response.bytes(LIMIT);
        }
    }

    /**
     * Reads the body of an error reply, if there is one, and closes the reply.
     *
     * @param response of which nothing was read
     * @return its body, or a text that says why there is none
     */
    public static byte[] ofError(UpstreamResponse response) {
        try (response) {
            return response.bytes(ERROR_LIMIT);
        } catch (ProviderException e) {
            // The status alone says what happened; a body that was cut off or never ends adds nothing.
            return ("(no readable body: " + e.kind() + ")").getBytes(StandardCharsets.UTF_8);
        }
    }
}
