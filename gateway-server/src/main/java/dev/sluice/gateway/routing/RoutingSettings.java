package dev.sluice.gateway.routing;

import java.time.Duration;
import java.util.List;

/**
 * How models are listed and found.
 *
 * @param providerOrder {@code routing.provider-order}: the preference for a model that several providers have
 * @param listLimit {@code models.list-timeout}: how long a request waits for lists of models
 * @param listFreshness {@code models.list-freshness}: the age at which a list is fetched again
 * @param names {@code routing.models}, {@code .patterns} and {@code .default}
 */
public record RoutingSettings(
        List<String> providerOrder, Duration listLimit, Duration listFreshness, VirtualModels names) {
    public RoutingSettings {
        providerOrder = List.copyOf(providerOrder);
    }

    /** Settings without virtual models. */
    public RoutingSettings(List<String> providerOrder, Duration listLimit, Duration listFreshness) {
        this(providerOrder, listLimit, listFreshness, VirtualModels.none());
    }
}
