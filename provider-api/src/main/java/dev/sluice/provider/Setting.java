package dev.sluice.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting that a provider reads: its name, type, default and meaning.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {
    private final String name;
    private final String description;
    private final String expected;
    private final T fallback;
    private final Function<String, T> parser;

    private Setting(String name, String description, String expected, T fallback, Function<String, T> parser) {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("a setting's name is lower-case words with dashes, not '" + name + "'");
        }
        this.name = name;
        this.description = Objects.requireNonNull(description, "description");
        this.expected = expected;
        this.fallback = Objects.requireNonNull(fallback, "fallback");
        this.parser = parser;
    }

    /**
     * Describes a text.
     *
     * @param name lower-case words with dashes
     * @param fallback the default
     * @param description one sentence for the documentation
     * @return the setting
     */
    public static Setting<String> text(String name, String fallback, String description) {
        return new Setting<>(name, description, "a text", fallback, text -> text);
    }

    /**
     * Describes a choice between names; upper and lower case, dashes and underscores are the same.
     *
     * @param <E> the names
     * @param name lower-case words with dashes
     * @param fallback the default
     * @param description one sentence for the documentation
     * @return the setting
     */
    public static <E extends Enum<E>> Setting<E> choice(String name, E fallback, String description) {
        Class<E> type = fallback.getDeclaringClass();
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        return new Setting<>(
                name,
                description,
                "one of " + String.join(", ", names),
                fallback,
                text -> Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /**
     * Describes a yes or no.
     *
     * @param name lower-case words with dashes
     * @param fallback the default
     * @param description one sentence for the documentation
     * @return the setting
     */
    public static Setting<Boolean> flag(String name, boolean fallback, String description) {
        return new Setting<>(name, description, "true or false", fallback, text -> switch (text.strip()
                .toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        });
    }

    /**
     * Describes a whole number.
     *
     * @param name lower-case words with dashes
     * @param fallback the default
     * @param description one sentence for the documentation
     * @return the setting
     */
    public static Setting<Integer> number(String name, int fallback, String description) {
        return new Setting<>(name, description, "a whole number", fallback, text -> Integer.valueOf(text.strip()));
    }

    /**
     * Describes a length of time in ISO-8601.
     *
     * @param name lower-case words with dashes
     * @param fallback the default
     * @param description one sentence for the documentation
     * @return the setting
     */
    public static Setting<Duration> duration(String name, Duration fallback, String description) {
        return new Setting<>(name, description, "a duration such as PT30S", fallback, text -> {
            Duration value = Duration.parse(text.strip());
            if (!value.isPositive()) {
                throw new IllegalArgumentException("not positive");
            }
            return value;
        });
    }

    /**
     * Describes the address of a server.
     *
     * @param name lower-case words with dashes
     * @param fallback the default
     * @param description one sentence for the documentation
     * @return the setting
     */
    public static Setting<URI> url(String name, URI fallback, String description) {
        return new Setting<>(name, description, "an http or https URL", fallback, Setting::parseUrl);
    }

    /**
     * Describes the address of a server that need not be given.
     *
     * @param name lower-case words with dashes
     * @param description one sentence for the documentation
     * @return the setting
     */
    public static Setting<Optional<URI>> optionalUrl(String name, String description) {
        return new Setting<>(
                name,
                description,
                "an http or https URL",
                Optional.empty(),
                text -> text.isBlank() ? Optional.empty() : Optional.of(parseUrl(text)));
    }

    private static URI parseUrl(String text) {
        try {
            URI url = new URI(text.strip());
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
                throw new IllegalArgumentException("not the URL of a server");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Returns the last part of the setting's key.
     *
     * @return as in {@code providers.<provider>.<name>}
     */
    public String name() {
        return name;
    }

    /**
     * Says what the setting is for.
     *
     * @return one sentence
     */
    public String description() {
        return description;
    }

    /**
     * Returns the value where none is configured.
     *
     * @return the default
     */
    public T fallback() {
        return fallback;
    }

    /**
     * Says what a value looks like.
     *
     * @return to go on after "expected", such as {@code a whole number}
     */
    public String expected() {
        return expected;
    }

    /**
     * Reads a configured value.
     *
     * @param text as configured
     * @return the value
     * @throws IllegalArgumentException with a message that says what is expected
     */
    public T parse(String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is not " + expected, e);
        }
    }
}
