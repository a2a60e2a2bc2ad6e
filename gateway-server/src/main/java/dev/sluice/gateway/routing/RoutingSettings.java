package dev.sluice.gateway.routing;

import java.time.Duration;
import java.util.List;

/**
 * How models are listed and found.
 *
 * @param providerOrder {@code routing.provider-order}: who is asked for a model that
 *     several providers have, if the caller names no provider
 * @param listLimit {@code models.list-timeout}: how long a caller waits for lists of models
 * @param listFreshness {@code models.list-freshness}: how old a list may be before it is
 *     fetched again
 * @param names {@code routing.models}, {@code .patterns} and {@code .default}
 */
public record RoutingSettings(
        List<String> providerOrder, Duration listLimit, Duration listFreshness, VirtualModels names) {
    /** Copies the order. */
    public RoutingSettings {
        providerOrder = List.copyOf(providerOrder);
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
}
