package dev.sluice.provider.support;

import dev.sluice.provider.Headers;
import dev.sluice.provider.Incubating;
import java.util.List;
import java.util.Set;

/** Selects the upstream's headers that clients may see: rate limits, retry-after, and the request id. */
@Incubating(since = "0.1")
public final class ReplyHeaders {
    private static final List<String> PREFIXES =
            List.of("x-ratelimit-", "anthropic-ratelimit-", "x-quota-snapshot-", "x-usage-ratelimit-");
    private static final Set<String> NAMES = Set.of("retry-after", "openai-processing-ms", "openai-version");

    private ReplyHeaders() {}

    /**
     * Selects the headers that are safe and useful.
     *
     * @param upstream all headers
     * @return those for the client, the request id as {@code x-upstream-request-id}
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
