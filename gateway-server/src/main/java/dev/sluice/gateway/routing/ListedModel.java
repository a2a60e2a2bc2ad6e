package dev.sluice.gateway.routing;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.provider.Model;

/** A provider's model as clients see it; its id has the provider's prefix, such as {@code acme-large}. */
public record ListedModel(String id, ProviderHandle provider, Model model) {
    static ListedModel of(ProviderHandle provider, Model model) {
        return new ListedModel(new ModelId(provider.id(), model.id()).listed(), provider, model);
    }
}
