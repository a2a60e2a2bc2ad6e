package dev.sluice.gateway.config;

import java.util.function.Function;

/**
 * One thing that can be configured.
 *
 * @param <T> the type of its value
 * @param name as in {@code application.yaml}
 * @param environment the name in the environment and in {@code .env}
 * @param fallback the default, written as it would be configured; empty for none
 * @param expected what a value looks like, to go on after "expected"
 * @param description one sentence for the documentation
 * @param parser throws {@link IllegalArgumentException} for what is not {@code expected}
 * @param atOnce whether a change takes effect while the gateway runs, and not only at its next start
 */
public record ConfigKey<T>(
        String name,
        String environment,
        String fallback,
        String expected,
        String description,
        Function<String, T> parser,
        boolean atOnce) {

    ConfigKey<T> environment(String other) {
        return new ConfigKey<>(name, other, fallback, expected, description, parser, atOnce);
    }

    ConfigKey<T> atNextStart() {
        return new ConfigKey<>(name, environment, fallback, expected, description, parser, false);
    }

    /** Returns the value, which is right, or the default where none is configured. */
    T in(ConfigValues values) {
        String text = values.value(name).orElse("");
        return text.isBlank() ? defaultValue() : parser.apply(text);
    }

    T defaultValue() {
        return parser.apply(fallback);
    }
}
