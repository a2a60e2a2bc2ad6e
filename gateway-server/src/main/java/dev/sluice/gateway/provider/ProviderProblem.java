package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigError;

/**
 * Why a provider, or a setting of one, is not in effect. The gateway goes on without it.
 *
 * @param kind what it is about
 * @param source where to look: a file, a module or the configuration
 * @param message what is wrong and what to do about it; without secrets
 */
public record ProviderProblem(Kind kind, String source, String message) {

    /** What a problem is about. */
    public enum Kind {
        /** A JAR, a folder or a service could not be loaded. */
        LOADING,
        /** A configured key is one that nobody reads, unless a JAR does that could not be loaded. */
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
