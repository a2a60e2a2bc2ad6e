package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigError;

/**
 * Why a provider, or a setting of one, is not in effect. {@code source} is a file, a module or the configuration;
 * {@code message} says what to do, without secrets.
 */
public record ProviderProblem(Kind kind, String source, String message) {

    public enum Kind {
        /** A JAR, a folder or a service could not be loaded. */
        LOADING,
        /** A configured key that no provider reads; one that could not be loaded may. */
        UNKNOWN_KEY,
        /** A provider's settings are wrong. */
        SETTING,
        /** The provider's own code failed while it was being made. */
        CREATION
    }

    static ProviderProblem loading(String source, String message) {
        return new ProviderProblem(Kind.LOADING, source, message);
    }

    static ProviderProblem unknownKey(ConfigError error) {
        return new ProviderProblem(Kind.UNKNOWN_KEY, "configuration", error.sentence());
    }

    static ProviderProblem setting(ConfigError error) {
        return new ProviderProblem(Kind.SETTING, "configuration", error.sentence());
    }

    @Override
    public String toString() {
        return source + ": " + message;
    }
}
