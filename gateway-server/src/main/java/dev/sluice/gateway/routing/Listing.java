package dev.sluice.gateway.routing;

import java.util.List;
import java.util.Map;

/**
 * All models known, and what keeps the list from being complete or new.
 *
 * @param models by provider, and in each provider's own order
 * @param troubles by the provider's id, a sentence for people
 */
public record Listing(List<ListedModel> models, Map<String, String> troubles) {
    /** Copies both. */
    public Listing {
        models = List.copyOf(models);
        troubles = Map.copyOf(troubles);
    }
}
