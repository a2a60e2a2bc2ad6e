package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A configuration key, declared once with all that reading it, documenting it and reloading it need to know.
 *
 * @param <T> the type of its value
 * @param name as in {@code application.yaml}
 * @param environment its names in the environment and in {@code .env}: the current one, then a former one
 * @param shape what may stand at the key in {@code application.yaml}
 * @param defaultText the default, written as it would be configured; empty for none
 * @param expected what a value looks like, to go on after "expected"
 * @param description one sentence for the documentation
 * @param parser throws {@link IllegalArgumentException} for what is not {@code expected}
 * @param secret whether no message may show a value
 * @param atOnce whether a change takes effect while the gateway runs, and not only at its next start
 */
record ConfigKey<T>(
        String name,
        List<String> environment,
        Shape shape,
        String defaultText,
        String expected,
        String description,
        Function<String, T> parser,
        boolean secret,
        boolean atOnce) {

    /** What may stand at a key in {@code application.yaml}. */
    enum Shape {
        /** One text. */
        VALUE,
        /** A list of texts, or one text with commas. */
        LIST,
        /** A section whose names people choose; the environment cannot give it. */
        NAMES
    }

    /** Returns the name that a key has in the environment unless it is given another one. */
    static String variable(String name) {
        return "SLUICE_" + upper(name);
    }

    static String upper(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Returns the value, which is right, or the default where none is configured. */
    T in(ConfigValues values) {
        String text = values.value(name).orElse("");
        return text.isBlank() ? defaultValue() : parser.apply(text);
    }

    T defaultValue() {
        return parser.apply(defaultText);
    }

    /** Collects what is said of a key, of which the description comes last. */
    static final class Builder<T> {
        private final String name;
        private final Function<String, T> parser;
        private final Consumer<ConfigKey<?>> declared;
        private final List<String> environment = new ArrayList<>();
        private Shape shape = Shape.VALUE;
        private String defaultText = "";
        private String expected;
        private boolean secret;
        private boolean atOnce = true;

        Builder(String name, String expected, Function<String, T> parser, Consumer<ConfigKey<?>> declared) {
            this.name = name;
            this.expected = expected;
            this.parser = parser;
            this.declared = declared;
            environment.add(variable(name));
        }

        Builder<T> shape(Shape other) {
            shape = other;
            return this;
        }

        Builder<T> expected(String other) {
            expected = other;
            return this;
        }

        Builder<T> defaultTo(String text) {
            defaultText = text;
            return this;
        }

        /** Gives the key a name of its own in the environment. */
        Builder<T> environment(String variable) {
            environment.clear();
            environment.add(variable);
            return this;
        }

        /** Makes a section of the key, which the environment cannot give by a variable's name. */
        Builder<T> names() {
            environment.clear();
            return shape(Shape.NAMES);
        }

        /** Adds the name that an earlier gateway had for the key, which counts where the current one is not set. */
        Builder<T> formerly(String variable) {
            environment.add(variable);
            return this;
        }

        Builder<T> secret() {
            secret = true;
            return this;
        }

        Builder<T> atNextStart() {
            atOnce = false;
            return this;
        }

        /** Declares the key, with one sentence for the documentation. */
        ConfigKey<T> described(String description) {
            ConfigKey<T> key = new ConfigKey<>(
                    name, List.copyOf(environment), shape, defaultText, expected, description, parser, secret, atOnce);
            declared.accept(key);
            return key;
        }
    }
}
