package dev.sluice.gateway;

import dev.sluice.gateway.endpoints.MetricsEndpoint;
import io.helidon.config.Config;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.service.registry.Services;

/** The process's registry of meters, the JVM's own among them. */
final class ProcessMeters {
    private final MetricsConfig settings;
    private final MeterRegistry registry;

    ProcessMeters(Config config) {
        HelidonServices.provide(config);
        this.settings = MetricsConfig.create(config.get("metrics"));
        this.registry = Services.get(MetricsFactory.class).globalRegistry(settings);
    }

    MeterRegistry registry() {
        return registry;
    }

    MetricsEndpoint endpoint() {
        return new MetricsEndpoint(settings, registry);
    }
}
