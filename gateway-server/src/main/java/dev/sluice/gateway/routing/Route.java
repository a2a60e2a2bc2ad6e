package dev.sluice.gateway.routing;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;

/**
 * A provider and its model for a request, and the dialect to call it in.
 *
 * @param listedId the id that the model is listed by, with the provider's prefix
 */
public record Route(String listedId, ProviderHandle provider, Model model, Dialect dialect) {}
