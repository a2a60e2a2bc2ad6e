package dev.sluice.gateway;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;

/** How changes of the configuration went. */
final class ReloadMetrics {
    private final Counter taken;
    private final Counter refused;

    ReloadMetrics(MeterRegistry registry, LiveConfig live) {
        registry.getOrCreate(Gauge.<Integer>builder("sluice_config_generation", live::generation)
                .description("Configurations in effect since the start, including the first"));
        this.taken = reloads(registry, "taken");
        this.refused = reloads(registry, "refused");
    }

    void taken() {
        taken.increment();
    }

    void refused() {
        refused.increment();
    }

    private static Counter reloads(MeterRegistry registry, String outcome) {
        return registry.getOrCreate(Counter.builder("sluice_config_reloads")
                .description("Changes of the configuration, applied (taken) or refused for an error")
                .tags(List.of(Tag.create("outcome", outcome))));
    }
}
