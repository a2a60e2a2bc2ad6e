package dev.sluice.gateway.health;

import java.util.Optional;

/**
 * Whether a provider can serve.
 *
 * @param id the provider
 * @param impediment what keeps it from serving; nothing if it can
 */
public record ProviderState(String id, Optional<String> impediment) {}
