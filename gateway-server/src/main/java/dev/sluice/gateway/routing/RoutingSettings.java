package dev.sluice.gateway.routing;

import java.time.Duration;
import java.util.List;

/**
 * How models are listed and found.
 *
 * @param providerOrder {@code routing.provider-order}, ids joined by commas: who is asked for a model that
 *     several providers have, if the caller names no provider; empty by default
 * @param listLimit {@code routing.model-list-limit}, PT2S: how long a caller waits for lists of models
 * @param listFreshness {@code routing.model-list-freshness}, PT5M: how old a list may be before it is
 *     fetched again
 * @param names {@code routing.models}, {@code .patterns} and {@code .default}; none by default
 */
public record RoutingSettings(
        List<String> providerOrder, Duration listLimit, Duration listFreshness, VirtualModels names) {
    /** Copies the order. */
    public RoutingSettings {
        providerOrder = List.copyOf(providerOrder);
        if (!listLimit.isPositive() || !listFreshness.isPositive()) {
            throw new IllegalArgumentException("routing.model-list-limit and -freshness must be positive");
        }
    }

    /**
     * Makes settings without names of their own.
     *
     * @param providerOrder as above
     * @param listLimit as above
     * @param listFreshness as above
     */
    public RoutingSettings(List<String> providerOrder, Duration listLimit, Duration listFreshness) {
        this(providerOrder, listLimit, listFreshness, VirtualModels.none());
    }

    /**
     * Returns what holds where nothing is configured.
     *
     * @return the defaults
     */
    public static RoutingSettings defaults() {
        return new RoutingSettings(List.of(), Duration.ofSeconds(2), Duration.ofMinutes(5));
    }
}
