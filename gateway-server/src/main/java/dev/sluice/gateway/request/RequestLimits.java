package dev.sluice.gateway.request;

import dev.sluice.gateway.http.RateLimitHeaders;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.limits.Admission;
import dev.sluice.gateway.limits.RateLimits;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.TokenUsage;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;

/** Applies the rate limits of client keys to requests, and reports to clients what is left. */
public final class RequestLimits {
    private final RateLimits limits;
    private final RateLimitHeaders headers;

    /** {@code clock} is for headers that report a time. */
    public RequestLimits(RateLimits limits, Clock clock) {
        this.limits = limits;
        this.headers = new RateLimitHeaders(clock);
    }

    /** Admits a request, or throws that a limit is reached. To be closed when the reply has ended. */
    Admission admit(ServerResponse response, RequestContext context) {
        Admission admission = limits.ofKey(context.keyName());
        try {
            admission.request();
            return admission;
        } finally {
            headers.set(response, context.api(), admission.readings());
        }
    }

    /** Reports the provider's limit, where less is left of it than of the client key's. */
    void report(ServerResponse response, RequestContext context, Route route) {
        headers.set(
                response,
                context.api(),
                limits.ofProvider(route.provider().id()).readings());
    }

    /** Charges the tokens of a request, if the upstream reported them. */
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
