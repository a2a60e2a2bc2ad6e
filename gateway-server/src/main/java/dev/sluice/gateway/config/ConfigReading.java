package dev.sluice.gateway.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was read, and what is wrong with it.
 *
 * @param config with defaults where there are mistakes
 * @param mistakes all of them
 */
public record ConfigReading(GatewayConfig config, List<ConfigMistake> mistakes) {
    /** Copies the list. */
    public ConfigReading {
        mistakes = List.copyOf(mistakes);
    }

    /**
     * Adds what others have found.
     *
     * @param further mistakes, such as those in the settings of providers
     * @return the same configuration with all of them
     */
    public ConfigReading with(List<ConfigMistake> further) {
        return new ConfigReading(
                config, Stream.concat(mistakes.stream(), further.stream()).toList());
    }

    /**
     * Insists on there being no mistake.
     *
     * @return the configuration
     * @throws InvalidConfigException naming every mistake
     */
    public GatewayConfig checked() {
        if (!mistakes.isEmpty()) {
            throw new InvalidConfigException(mistakes);
        }
        return config;
    }
}
