package dev.sluice.gateway.routing;

import java.util.List;
import java.util.Map;

/**
 * All models known, and what keeps the list from being complete or new.
 *
 * @param models virtual ones first, then by provider, in each provider's own order
 * @param warnings by the provider's id, a sentence that says why its models are missing or old
 */
public record Listing(List<ShownModel> models, Map<String, String> warnings) {
    /** Copies both. */
    public Listing {
        models = List.copyOf(models);
        warnings = Map.copyOf(warnings);
    }
}
