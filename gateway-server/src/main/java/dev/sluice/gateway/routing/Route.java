package dev.sluice.gateway.routing;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;

/**
 * Where a request goes.
 *
 * @param listedId the id that the model is listed by, with the provider's prefix
 * @param provider who is asked
 * @param model what it is asked for
 * @param dialect what it is asked in, one of those that the model speaks
 */
public record Route(String listedId, ProviderHandle provider, Model model, Dialect dialect) {}
