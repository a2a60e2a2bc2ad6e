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

/** What all model requests share; {@code bodyLimit} is the longest body in bytes. */
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
