package dev.sluice.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which models answer for which ids.
 *
 * @param providerOrder whose model a bare name means, the first one first
 * @param models names that stand for other models
 * @param patterns which model answers for ids that are no model's; the first that matches counts
 * @param standIn the id of the model that answers where no pattern matches either
 * @param within how long after a request's begin the last candidate is asked at the latest
 * @param deadlines deadlines of some models, the first rule that has one counting
 */
public record RoutingConfig(
        List<String> providerOrder,
        List<VirtualModel> models,
        List<ModelPattern> patterns,
        Optional<String> standIn,
        Duration within,
        List<DeadlineRule> deadlines) {
    /** Copies the lists. */
    public RoutingConfig {
        providerOrder = List.copyOf(providerOrder);
        models = List.copyOf(models);
        patterns = List.copyOf(patterns);
        deadlines = List.copyOf(deadlines);
    }

    /** Returns what holds where nothing is configured. */
    public static RoutingConfig none() {
        return new RoutingConfig(
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                RoutingReader.FALLBACK_WITHIN.defaultValue(),
                List.of());
    }
}
