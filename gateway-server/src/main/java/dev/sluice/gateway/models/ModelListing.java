package dev.sluice.gateway.models;

import dev.sluice.provider.Model;
import java.util.List;
import java.util.Map;

/**
 * The models of all providers.
 *
 * @param models in the order to show them
 * @param troubles by a provider's id, a sentence that says why its models are missing or old
 */
public record ModelListing(List<Entry> models, Map<String, String> troubles) {
    /** Copies both. */
    public ModelListing {
        models = List.copyOf(models);
        troubles = Map.copyOf(troubles);
    }

    /**
     * One model.
     *
     * @param id the id that it is listed by
     * @param provider its provider's id
     * @param model the model
     */
    public record Entry(String id, String provider, Model model) {}
}
