package dev.sluice.provider.copilot.api;

import dev.sluice.provider.Headers;

/** Picks what the Copilot API's headers tell a caller: quotas, when to come back, and the id its support asks for. */
public final class ReplyHeaders {
    private ReplyHeaders() {}

    /**
     * Picks the headers that are safe and of use.
     *
     * @param upstream all headers
     * @return those that may go to a caller
     */
    public static Headers safe(Headers upstream) {
        Headers.Builder picked = Headers.builder();
        upstream.forEach((name, value) -> {
            if (name.startsWith("x-quota-snapshot-")
                    || name.startsWith("x-usage-ratelimit-")
                    || name.equals("retry-after")) {
                picked.add(name, value);
            }
        });
        upstream.first("x-github-request-id").ifPresent(id -> picked.set("x-upstream-request-id", id));
        return picked.build();
    }
}
