package dev.sluice.provider.support;

import dev.sluice.provider.Headers;
import java.util.List;
import java.util.Set;

/** Picks what an upstream's headers tell a caller: limits, when to come back, and the id its support asks for. */
public final class ReplyHeaders {
    private static final List<String> PREFIXES =
            List.of("x-ratelimit-", "anthropic-ratelimit-", "x-quota-snapshot-", "x-usage-ratelimit-");
    private static final Set<String> NAMES = Set.of("retry-after", "openai-processing-ms", "openai-version");

    private ReplyHeaders() {}

    /**
     * Picks the headers that are safe and of use.
     *
     * @param upstream all headers
     * @return those that may go to a caller, the request's id as {@code x-upstream-request-id}
     */
    public static Headers safe(Headers upstream) {
        Headers.Builder picked = Headers.builder();
        upstream.forEach((name, value) -> {
            if (NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith)) {
                picked.add(name, value);
            }
        });
        UpstreamErrors.requestId(upstream).ifPresent(id -> picked.set("x-upstream-request-id", id));
        return picked.build();
    }
}
