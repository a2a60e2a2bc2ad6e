package dev.sluice.gateway.http;

import dev.sluice.gateway.provider.Passage;
import dev.sluice.provider.Headers;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;

/** The headers that cross the gateway, either way. Any other stays on its side. */
public final class PassedHeaders {
    // Who calls, which betas of a dialect it wants, and where its trace is; never a credential.
    private static final List<HeaderName> OF_CALLERS = List.of(
            HeaderNames.USER_AGENT,
            HeaderNames.create("openai-beta"),
            HeaderNames.create("anthropic-beta"),
            HeaderNames.create("anthropic-version"),
            HeaderNames.create("traceparent"),
            HeaderNames.create("tracestate"));
    private static final List<String> OF_REPLIES =
            List.of("x-ratelimit-", "anthropic-ratelimit-", "x-quota-snapshot-", "x-usage-ratelimit-");
    private static final Set<String> OF_REPLIES_BY_NAME =
            Set.of("x-upstream-request-id", "openai-processing-ms", "openai-version", "retry-after");

    private PassedHeaders() {}

    /**
     * Picks the headers that a provider may see, and the one that its handle takes out again.
     *
     * @param headers the caller's
     * @return possibly none
     */
    public static Headers ofCaller(ServerRequestHeaders headers) {
        Headers.Builder passed = null;
        for (HeaderName name : OF_CALLERS) {
            if (headers.contains(name)) {
                passed = passed == null ? Headers.builder() : passed;
                passed.set(name.lowerCase(), headers.get(name).values());
            }
        }
        String marks = LoopGuard.marks(headers);
        if (!marks.isEmpty()) {
            passed = passed == null ? Headers.builder() : passed;
            passed.set(Passage.HEADER, marks);
        }
        return passed == null ? Headers.empty() : passed.build();
    }

    /**
     * Sets the headers of an upstream's reply that a caller may see. What it says of a rate limit gives way to what the
     * gateway has said of one that is tighter.
     *
     * @param reply the upstream's
     * @param response the response, not sent yet
     */
    public static void ofReply(Headers reply, ServerResponse response) {
        Set<String> tighter = RateLimitHeaders.tighter(reply, response);
        reply.forEach((name, value) -> {
            if (passes(name) && !tighter.contains(name)) {
                response.headers().add(HeaderNames.create(name), value);
            }
        });
    }

    private static boolean passes(String name) {
        if (OF_REPLIES_BY_NAME.contains(name)) {
            return true;
        }
        for (String prefix : OF_REPLIES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
