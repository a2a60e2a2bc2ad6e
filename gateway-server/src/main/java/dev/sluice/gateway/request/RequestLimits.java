package dev.sluice.gateway.request;

import dev.sluice.gateway.http.RateLimitHeaders;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.limits.Admission;
import dev.sluice.gateway.limits.RateLimits;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.TokenUsage;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;

/** Holds requests to the rate limits of their client keys, and reports to callers what is left. */
public final class RequestLimits {
    private final RateLimits limits;
    private final RateLimitHeaders headers;

    /** Holds requests to {@code limits}; {@code clock} is for headers that show a time of day. */
    public RequestLimits(RateLimits limits, Clock clock) {
        this.limits = limits;
        this.headers = new RateLimitHeaders(clock);
    }

    /**
     * Admits a request.
     *
     * @return to be closed when the answer has ended
     * @throws dev.sluice.provider.ProviderException if a limit has been reached
     */
    Admission admit(ServerResponse response, RequestContext context) {
        Admission admission = limits.ofKey(context.keyName());
        try {
            admission.request();
            return admission;
        } finally {
            headers.set(response, context.api(), admission.readings());
        }
    }

    /** Reports what the provider may still be asked, where that is less than what the client may still ask. */
    void report(ServerResponse response, RequestContext context, Route route) {
        headers.set(
                response,
                context.api(),
                limits.ofProvider(route.provider().id()).readings());
    }

    /** Charges what a request has come to, as far as the upstream has said. */
    void charge(RequestContext context, Admission admission) {
        TokenUsage usage = context.usage();
        if (usage != null) {
            long tokens = usage.input() + usage.output();
            admission.charge(tokens);
            String provider = context.provider();
            if (provider != null) {
                limits.ofProvider(provider).charge(tokens);
            }
        }
    }
}
