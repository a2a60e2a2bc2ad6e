package dev.sluice.gateway.routing;

import java.util.List;
import java.util.Map;

/**
 * All known models, and what keeps the list from being complete or current.
 *
 * @param models virtual models first, then by provider, in each provider's own order
 * @param warnings by the provider's id, a sentence that says why its models are missing or outdated
 */
public record Listing(List<ShownModel> models, Map<String, String> warnings) {
    public Listing {
        models = List.copyOf(models);
        warnings = Map.copyOf(warnings);
    }
}
