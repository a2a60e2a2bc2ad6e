package dev.sluice.gateway;

import dev.sluice.gateway.metrics.MetricsEndpoint;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.service.registry.Services;

/** The process's registry of meters, the JVM's own among them. */
final class ProcessMeters {
    private final MetricsConfig config;
    private final MeterRegistry registry;

    ProcessMeters() {
        HelidonServices.provide();
        this.config = MetricsConfig.builder().build();
        this.registry = Services.get(MetricsFactory.class).globalRegistry(config);
    }

    MeterRegistry registry() {
        return registry;
    }

    MetricsEndpoint endpoint() {
        return new MetricsEndpoint(config, registry);
    }
}
