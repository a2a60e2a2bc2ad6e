package dev.sluice.gateway.routing;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.provider.Model;

/**
 * A model as callers see it.
 *
 * @param id with the provider's prefix, such as {@code acme-large}
 * @param provider who offers it
 * @param model the model
 */
public record ListedModel(String id, ProviderHandle provider, Model model) {
    static ListedModel of(ProviderHandle provider, Model model) {
        return new ListedModel(new ModelId(provider.id(), model.id()).listed(), provider, model);
    }
}
