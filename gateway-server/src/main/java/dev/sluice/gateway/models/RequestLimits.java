package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Exchange;
import dev.sluice.gateway.http.RateLimitHeaders;
import dev.sluice.gateway.limits.Admission;
import dev.sluice.gateway.limits.RateLimits;
import dev.sluice.provider.TokenUsage;
import java.time.Clock;

/** Holds requests to the limits of their client keys, and tells callers what is left. */
public final class RequestLimits {
    private final RateLimits limits;
    private final RateLimitHeaders headers;

    /**
     * Makes the limits of the API.
     *
     * @param limits what holds
     * @param clock for headers that tell a time of day
     */
    public RequestLimits(RateLimits limits, Clock clock) {
        this.limits = limits;
        this.headers = new RateLimitHeaders(clock);
    }

    /**
     * Lets a request in.
     *
     * @return to be closed when the answer has ended
     * @throws dev.sluice.provider.ProviderException if a limit has been reached
     */
    Admission admit(Caller caller) {
        Admission admission = limits.ofKey(caller.exchange().keyName());
        try {
            admission.request();
            return admission;
        } finally {
            headers.tell(caller.response(), caller.exchange().style(), admission.readings());
        }
    }

    /** Tells what a provider may still be asked, where that is less than what the client may still ask. */
    void tell(Caller caller, String provider) {
        headers.tell(
                caller.response(),
                caller.exchange().style(),
                limits.ofProvider(provider).readings());
    }

    /** Counts what a request has come to, as far as the upstream has said. */
    void charge(Exchange exchange, Admission admission) {
        TokenUsage usage = exchange.usage();
        if (usage != null) {
            long tokens = usage.input() + usage.output();
            admission.charge(tokens);
            String provider = exchange.provider();
            if (provider != null) {
                limits.ofProvider(provider).charge(tokens);
            }
        }
    }
}
