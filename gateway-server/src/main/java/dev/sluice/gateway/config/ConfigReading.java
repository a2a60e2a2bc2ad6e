package dev.sluice.gateway.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was read, and what is wrong with it.
 *
 * @param config with defaults where there are errors
 */
public record ConfigReading(GatewayConfig config, List<ConfigError> errors) {
    /** Copies the list. */
    public ConfigReading {
        errors = List.copyOf(errors);
    }

    /** Adds errors that were found elsewhere, such as those in the settings of providers. */
    public ConfigReading with(List<ConfigError> further) {
        return new ConfigReading(
                config, Stream.concat(errors.stream(), further.stream()).toList());
    }

    /** Returns the configuration, or throws an exception that names every error in it. */
    public GatewayConfig checked() {
        if (!errors.isEmpty()) {
            throw new InvalidConfigException(errors);
        }
        return config;
    }
}
