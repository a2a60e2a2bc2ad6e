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
 */
public record ConfigKey<T>(
        String name,
        String environment,
        String fallback,
        String expected,
        String description,
        Function<String, T> parser) {

    ConfigKey<T> environment(String other) {
        return new ConfigKey<>(name, other, fallback, expected, description, parser);
    }

    T defaultValue() {
        return parser.apply(fallback);
    }
}
