package dev.sluice.gateway.routing;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;

/**
 * Where a request goes.
 *
 * @param requestedId the id that it was found by
 * @param provider who is asked
 * @param model what it is asked for
 * @param dialect what it is asked in, one of those that it speaks
 */
public record Route(String requestedId, ProviderHandle provider, Model model, Dialect dialect) {
    /**
     * Returns the id that the model is listed by.
     *
     * @return with the provider's prefix
     */
    public String listedId() {
        return provider.id() + "-" + model.id();
    }
}
