package dev.sluice.gateway.routing;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.provider.Model;

/**
 * A model as callers see it.
 *
 * @param id with the provider's prefix, such as {@code copilot-gpt-4o}
 * @param provider who offers it
 * @param model the model
 */
public record ListedModel(String id, ProviderHandle provider, Model model) {
    static ListedModel of(ProviderHandle provider, Model model) {
        return new ListedModel(provider.id() + "-" + model.id(), provider, model);
    }
}
