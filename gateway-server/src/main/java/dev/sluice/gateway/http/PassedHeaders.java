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

/** The headers that cross the gateway, either way. Any other stays on its side. Immutable. */
public final class PassedHeaders {
    private static final List<HeaderName> OF_ALL_CALLERS =
            List.of(HeaderNames.USER_AGENT, HeaderNames.create("traceparent"), HeaderNames.create("tracestate"));
    private static final List<String> OF_ALL_REPLIES = List.of("x-upstream-request-id", "retry-after");

    private final List<HeaderName> ofCallers;
    private final Set<String> ofReplies;
    private final List<String> startsOfReplies;
    private final List<RateLimitFormat> rateLimits;

    /** Passes what these APIs let pass, who calls, and where its trace is. */
    public PassedHeaders(ApiFormats apis) {
        this.ofCallers = Stream.concat(OF_ALL_CALLERS.stream(), apis.requestHeaders().stream())
                .toList();
        this.ofReplies = Stream.concat(OF_ALL_REPLIES.stream(), apis.replyHeaders().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.startsOfReplies =
                ofReplies.stream().filter(each -> each.endsWith("-")).toList();
        this.rateLimits = apis.rateLimits();
    }

    /** Picks the headers that a provider may see, and the one that its handle takes out again. */
    public Headers ofCaller(ServerRequestHeaders headers) {
        Headers.Builder passed = null;
        for (HeaderName name : ofCallers) {
            if (headers.contains(name)) {
                passed = passed == null ? Headers.builder() : passed;
                passed.set(name.lowerCase(), headers.get(name).values());
            }
        }
        String marks = LoopGuard.marks(headers);
        if (!marks.isEmpty()) {
            passed = passed == null ? Headers.builder() : passed;
            passed.set(ProviderHandle.VIA, marks);
        }
        return passed == null ? Headers.empty() : passed.build();
    }

    /**
     * Sets the headers of an upstream's reply that a caller may see. What it says of a rate limit gives way to what the
     * gateway has said of one that is tighter.
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
        if (ofReplies.contains(name)) {
            return true;
        }
        for (String prefix : startsOfReplies) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
