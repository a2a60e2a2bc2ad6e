package dev.sluice.gateway.config;

import dev.sluice.gateway.config.ConfigValues.Configured;
import io.helidon.config.spi.ConfigSource;
import java.util.Optional;

/** A source of values that knows where each of them stands. */
interface PlacedSource extends ConfigSource {
    /** Returns what this source has for a key, whatever others have. */
    Optional<Configured> find(String key);
}
