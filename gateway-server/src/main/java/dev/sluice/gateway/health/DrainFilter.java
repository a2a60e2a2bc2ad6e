package dev.sluice.gateway.health;

import dev.sluice.gateway.http.Answers;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.Exchange;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.Set;

/**
 * Refuses new work on connections that are still open while the gateway stops, in the words of the caller's API. Comes
 * after {@link dev.sluice.gateway.http.RequestFilter}.
 */
public final class DrainFilter implements Filter {
    private static final Set<String> STILL_ANSWERED = Set.of("/health", "/ready", "/metrics");
    private static final ErrorReply STOPPING = new ErrorReply(
            503,
            ErrorReply.SERVER_ERROR,
            "stopping",
            null,
            "The gateway is stopping. Try again in a moment.",
            Duration.ofSeconds(1),
            null);

    private final Drain drain;

    /**
     * Makes the filter.
     *
     * @param drain tells when to refuse
     */
    public DrainFilter(Drain drain) {
        this.drain = drain;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!drain.begun()
                || STILL_ANSWERED.contains(request.prologue().uriPath().path())) {
            chain.proceed();
            return;
        }
        Exchange exchange = Exchange.CURRENT.get();
        exchange.failed("stopping");
        response.header(HeaderValues.CONNECTION_CLOSE);
        Answers.error(request, response, exchange, STOPPING);
    }
}
