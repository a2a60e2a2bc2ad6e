package dev.sluice.gateway.routing;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.provider.Model;

/**
 * Where a request goes.
 *
 * @param requestedId the model's id as the caller wrote it
 * @param provider who is asked
 * @param model what it is asked for
 */
public record Route(String requestedId, ProviderHandle provider, Model model) {}
