package dev.sluice.provider;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A setting that a provider reads: its name, type, default and meaning.
 *
 * @param <T> the type of its value
 */
@Stable(since = "1.0")
public final class Setting<T> {
    private final String name;
    private final String description;
    private final SettingType<T> type;
    private final T fallback;
    private final List<String> aliases;
    private final boolean fileOnly;

    private Setting(
            String name, String description, SettingType<T> type, T fallback, List<String> aliases, boolean fileOnly) {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("a setting's name is lower-case words with dashes, not '" + name + "'");
        }
        this.name = name;
        this.description = Objects.requireNonNull(description, "description");
        this.type = type;
        this.fallback = Objects.requireNonNull(fallback, "fallback");
        this.aliases = List.copyOf(aliases);
        this.fileOnly = fileOnly;
    }

    private static <T> Setting<T> of(String name, String description, SettingType<T> type, T fallback) {
        return new Setting<>(name, description, type, fallback, List.of(), false);
    }

    /**
     * Describes the switch that {@link ProviderFactory#enabled()} returns; its name is {@code enabled}.
     *
     * @param byDefault whether the provider is started where nothing is configured for it
     * @return the setting
     */
    public static Setting<Boolean> enabled(boolean byDefault) {
        String description = byDefault
                ? "Whether the provider is started."
                : "Whether the provider is started; by itself it is once one of its settings stands in"
                        + " application.yaml or .env.";
        return flag("enabled", byDefault, description);
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
        return of(name, description, SettingTypes.TEXT, fallback);
    }

    /**
     * Describes a text that need not be given.
     *
     * @param name lower-case words with dashes
     * @param description one sentence for the documentation
     * @return the setting; a blank text counts as none
     */
    public static Setting<Optional<String>> optionalText(String name, String description) {
        return of(name, description, SettingTypes.OPTIONAL_TEXT, Optional.empty());
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
        return of(name, description, SettingTypes.choice(fallback.getDeclaringClass()), fallback);
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
        return of(name, description, SettingTypes.FLAG, fallback);
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
        return of(name, description, SettingTypes.NUMBER, fallback);
    }

    /**
     * Describes a length of time in ISO-8601, longer than none and at most 365 days.
     *
     * @param name lower-case words with dashes
     * @param fallback the default
     * @param description one sentence for the documentation
     * @return the setting
     */
    public static Setting<Duration> duration(String name, Duration fallback, String description) {
        return of(name, description, SettingTypes.DURATION, fallback);
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
        return of(name, description, SettingTypes.URL, fallback);
    }

    /**
     * Describes the address of a server that need not be given.
     *
     * @param name lower-case words with dashes
     * @param description one sentence for the documentation
     * @return the setting; a blank text counts as none
     */
    public static Setting<Optional<URI>> optionalUrl(String name, String description) {
        return of(name, description, SettingTypes.OPTIONAL_URL, Optional.empty());
    }

    /**
     * Describes a list of texts.
     *
     * @param name lower-case words with dashes
     * @param fallback the default
     * @param description one sentence for the documentation
     * @return the setting; its value cannot be changed and has no blank element
     */
    public static Setting<List<String>> list(String name, List<String> fallback, String description) {
        return of(name, description, SettingTypes.LIST, List.copyOf(fallback));
    }

    /**
     * Describes texts by name, such as headers or the deployments of models. Empty by default.
     *
     * @param name lower-case words with dashes
     * @param description one sentence for the documentation
     * @return the setting; its value cannot be changed and keeps the order of the names
     */
    public static Setting<Map<String, String>> map(String name, String description) {
        return of(name, description, SettingTypes.MAP, Map.of());
    }

    /**
     * Describes a secret, such as an API key, or several of them. None by default.
     *
     * @param name lower-case words with dashes
     * @param description one sentence for the documentation
     * @return the setting; its value is looked up each time it is asked
     */
    public static Setting<SecretSource> secret(String name, String description) {
        return of(name, description, SettingTypes.SECRET, SecretSource.none());
    }

    /**
     * Gives this setting further names in the environment and in {@code .env}. They are looked up before the
     * standard one, {@code <PROVIDER>_<NAME>}, and apply to the provider named by its factory's own id, not to
     * further instances.
     *
     * @param names such as {@code EXT_OPENAI_API_KEY}
     * @return a setting that is otherwise the same
     */
    public Setting<T> alias(String... names) {
        List<String> all = Stream.concat(aliases.stream(), Arrays.stream(names)).toList();
        return new Setting<>(name, description, type, fallback, all, fileOnly);
    }

    /**
     * Restricts this setting to the gateway's own files: its standard name is read from {@code application.yaml} and
     * {@code .env}, and from the environment only if the environment enables the provider as well. Meant for an
     * address that a key is sent to and that the vendor's own tools read from a variable of the same name. Aliases
     * are not affected.
     *
     * @return a setting that is otherwise the same
     */
    public Setting<T> fileOnly() {
        return new Setting<>(name, description, type, fallback, aliases, true);
    }

    /**
     * Does what {@link #fileOnly()} does.
     *
     * @return a setting that is otherwise the same
     * @deprecated use {@link #fileOnly()}
     */
    // Not to be inlined by a tool: a provider may have to be compiled against 1.0 as well.
    @SuppressWarnings("InlineMeSuggester")
    @Deprecated(since = "1.1")
    public Setting<T> atHome() {
        return fileOnly();
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
        return type.expected();
    }

    /**
     * Says what a value is made of.
     *
     * @return the form
     */
    public SettingForm form() {
        return type.form();
    }

    /**
     * Returns further names in the environment.
     *
     * @return as {@link #alias} was given them; possibly empty
     */
    public List<String> aliases() {
        return aliases;
    }

    /**
     * Tells whether a variable of the standard name in the environment is ignored, since it may be meant for another
     * program.
     *
     * @return true if made by {@link #fileOnly()}
     */
    public boolean isFileOnly() {
        return fileOnly;
    }

    /**
     * Does what {@link #isFileOnly()} does.
     *
     * @return true if made by {@link #fileOnly()}
     * @deprecated use {@link #isFileOnly()}
     */
    // Not to be inlined by a tool: a provider may have to be compiled against 1.0 as well.
    @SuppressWarnings("InlineMeSuggester")
    @Deprecated(since = "1.1")
    public boolean isAtHome() {
        return isFileOnly();
    }

    /**
     * Reads a configured value.
     *
     * @param text as configured
     * @return the value
     * @throws IllegalArgumentException with a message that says what is expected, and shows no secret
     */
    public T parse(String text) {
        try {
            return type.parser().apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            if (form() == SettingForm.SECRET) {
                // Without the cause, which may quote the text.
                throw new IllegalArgumentException("the value is not " + expected());
            }
            throw new IllegalArgumentException("'" + text + "' is not " + expected(), e);
        }
    }

    @Override
    public String toString() {
        return "Setting[" + name + "]";
    }
}
