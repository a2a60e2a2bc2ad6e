package dev.sluice.gateway.health;

import dev.sluice.json.JsonText;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Refuses new work on connections that are still open while the gateway stops. */
public final class DrainFilter implements Filter {
    private static final Set<String> STILL_ANSWERED = Set.of("/health", "/ready", "/metrics");
    private static final byte[] STOPPING =
            "{\"error\":{\"message\":%s,\"type\":\"server_error\",\"param\":null,\"code\":\"stopping\"}}"
                    .formatted(JsonText.quote("The gateway is stopping. Try again in a moment."))
                    .getBytes(StandardCharsets.UTF_8);

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
        response.status(Status.SERVICE_UNAVAILABLE_503)
                .header(HeaderValues.CONNECTION_CLOSE)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .header(HeaderValues.create(HeaderNames.RETRY_AFTER, "1"))
                .send(STOPPING);
    }
}
