package dev.sluice.gateway.request;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.ClientDisconnect;
import dev.sluice.gateway.http.EventRelay;
import dev.sluice.gateway.http.PassedHeaders;
import dev.sluice.gateway.metrics.CallMetrics;
import dev.sluice.gateway.resilience.ProviderCalls;
import dev.sluice.gateway.routing.ModelCatalogue;
import dev.sluice.gateway.routing.ModelDeadlines;
import dev.sluice.gateway.routing.Planner;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all requests to models use.
 *
 * @param bodyLimit how many bytes a request's body may have
 * @param headers those that cross the gateway
 * @param limits hold requests to rate limits
 * @param planner finds candidates
 * @param catalogue the models there are
 * @param deadlines how long upstreams are waited for
 * @param bridges translate requests and replies
 * @param calls guard and send
 * @param disconnects notice that a client disconnects
 * @param relay passes streams on
 * @param metrics where calls are recorded
 */
public record RequestServices(
        LongSupplier bodyLimit,
        PassedHeaders headers,
        RequestLimits limits,
        Planner planner,
        ModelCatalogue catalogue,
        Supplier<ModelDeadlines> deadlines,
        Bridges bridges,
        ProviderCalls calls,
        ClientDisconnect disconnects,
        EventRelay relay,
        CallMetrics metrics) {}
