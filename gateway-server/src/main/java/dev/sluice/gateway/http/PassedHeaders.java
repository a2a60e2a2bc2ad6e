package dev.sluice.gateway.http;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.provider.Headers;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The headers that the gateway forwards, in either direction; all others are dropped. Immutable. */
public final class PassedHeaders {
    private static final List<HeaderName> COMMON_REQUEST_HEADERS =
            List.of(HeaderNames.USER_AGENT, HeaderNames.create("traceparent"), HeaderNames.create("tracestate"));
    private static final List<String> COMMON_REPLY_HEADERS = List.of("x-upstream-request-id", "retry-after");

    private final List<HeaderName> requestHeaders;
    private final Set<String> replyHeaders;
    private final List<String> replyPrefixes;
    private final List<RateLimitFormat> rateLimits;

    /** Forwards the headers of these APIs, the user agent and the trace context. */
    public PassedHeaders(ApiFormats apis) {
        this.requestHeaders = Stream.concat(COMMON_REQUEST_HEADERS.stream(), apis.requestHeaders().stream())
                .toList();
        this.replyHeaders = Stream.concat(COMMON_REPLY_HEADERS.stream(), apis.replyHeaders().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.replyPrefixes =
                replyHeaders.stream().filter(each -> each.endsWith("-")).toList();
        this.rateLimits = apis.rateLimits();
    }

    /**
     * Returns the headers that are forwarded to a provider, and {@code Via}, which the provider's handle removes again.
     */
    public Headers ofRequest(ServerRequestHeaders headers) {
        Headers.Builder passed = null;
        for (HeaderName name : requestHeaders) {
            if (headers.contains(name)) {
                passed = passed == null ? Headers.builder() : passed;
                passed.set(name.lowerCase(), headers.get(name).values());
            }
        }
        String via = LoopGuard.via(headers);
        if (!via.isEmpty()) {
            passed = passed == null ? Headers.builder() : passed;
            passed.set(ProviderHandle.VIA, via);
        }
        return passed == null ? Headers.empty() : passed.build();
    }

    /**
     * Sets the headers of an upstream's reply that are forwarded to a client. Rate limits of the upstream are dropped
     * where the gateway has reported a tighter one.
     */
    public void ofReply(Headers reply, ServerResponse response) {
        Set<String> tighter = RateLimitHeaders.tighter(rateLimits, reply, response);
        reply.forEach((name, value) -> {
            if (passes(name) && !tighter.contains(name)) {
                response.headers().add(HeaderNames.create(name), value);
            }
        });
    }

    private boolean passes(String name) {
        if (replyHeaders.contains(name)) {
            return true;
        }
        for (String prefix : replyPrefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
