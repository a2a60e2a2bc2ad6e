package dev.sluice.gateway;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.service.registry.Services;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.metrics.MetricsObserver;

/** The process's registry of meters, the JVM's own among them, and {@code /metrics}, where they are scraped. */
final class MetricsEndpoint {
    private final MetricsConfig config;
    private final MeterRegistry registry;

    MetricsEndpoint() {
        HelidonServices.provide();
        this.config = MetricsConfig.builder().build();
        this.registry = Services.get(MetricsFactory.class).globalRegistry(config);
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Returns what the server is to be given. The registry is passed explicitly: else there would be two. */
    ObserveFeature feature() {
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .addObserver(MetricsObserver.builder()
                        .endpoint("/metrics")
                        .metricsConfig(config)
                        .meterRegistry(registry)
                        .build())
                .build();
    }
}
