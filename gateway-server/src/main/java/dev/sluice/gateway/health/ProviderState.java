package dev.sluice.gateway.health;

import java.util.Optional;

/**
 * Whether a provider can serve.
 *
 * @param id the provider
 * @param readinessProblem why it cannot serve requests; nothing if it can
 */
public record ProviderState(String id, Optional<String> readinessProblem) {}
