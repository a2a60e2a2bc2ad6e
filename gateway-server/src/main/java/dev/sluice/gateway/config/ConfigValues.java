package dev.sluice.gateway.config;

import dev.sluice.gateway.config.FileSource.Place;
import io.helidon.config.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration as one Helidon {@link Config}, and where each value of it stands. Values come from the
 * environment, from {@code .env} and from {@code application.yaml}, in this order. Immutable: a change of the files is
 * another one.
 */
public final class ConfigValues {
    private final VariableSource environment;
    private final VariableSource dotEnv;
    private final FileSource file;
    private final List<PlacedSource> sources;
    private final Config config;

    ConfigValues(Map<String, String> environment, Map<String, String> dotEnv, FileSource file) {
        Map<String, String> variables = Map.copyOf(environment);
        Map<String, String> home = Map.copyOf(dotEnv);
        this.environment = new VariableSource("the environment", variables, 0);
        this.dotEnv = new VariableSource(".env", home, 0);
        this.file = file;
        // Name by name: who sets a current one means it, even where a former one is in the environment.
        this.sources = List.of(
                this.environment,
                this.dotEnv,
                new VariableSource("the environment", variables, 1),
                new VariableSource(".env", home, 1),
                file);
        this.config = Config.builder()
                .sources(new ArrayList<>(sources))
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .disableParserServices()
                .disableMapperServices()
                .disableFilterServices()
                // A value is what is written: ${...} is no reference, and a secret is kept in no cache.
                .disableKeyResolving()
                .disableValueResolving()
                .disableCaching()
                .changesExecutor(Runnable::run)
                .build();
    }

    /** Returns the whole configuration. */
    public Config config() {
        return config;
    }

    FileSource file() {
        return file;
    }

    /**
     * Returns the text at a key such as {@code providers.acme.base-url}, a list's elements joined by commas; empty if
     * it is absent, or blank in the environment.
     */
    public Optional<String> value(String key) {
        return text(config.get(key));
    }

    /**
     * Looks a value up that has further names.
     *
     * @param key as in {@code application.yaml}
     * @param aliases variables that come before the key's own
     * @return nothing if it is absent, or blank in the environment
     */
    public Optional<Configured> find(String key, List<String> aliases) {
        // Name by name: who sets a particular one means it, even where a general one is in the environment.
        for (String alias : aliases) {
            Optional<Configured> found = find(alias);
            if (found.isPresent()) {
                return found;
            }
        }
        return find(key);
    }

    private Optional<Configured> find(String name) {
        return text(config.get(name)).map(text -> new Configured(text, place(name)));
    }

    private static Optional<String> text(Config node) {
        return switch (node.type()) {
            case MISSING -> Optional.empty();
            case VALUE, OBJECT -> node.hasValue() ? node.asString().asOptional() : Optional.empty();
            case LIST -> node.hasValue() ? node.asString().asOptional() : joined(node);
        };
    }

    private static Optional<String> joined(Config list) {
        List<String> texts = list.asNodeList().orElse(List.of()).stream()
                .takeWhile(Config::isLeaf)
                .map(element -> element.asString().orElse(""))
                .toList();
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(",", texts));
    }

    private String place(String name) {
        return sources.stream()
                .flatMap(source -> source.find(name).stream())
                .map(Configured::origin)
                .findFirst()
                .orElse(FileSource.NAME);
    }

    /**
     * Looks a value up as {@link #find} does, but passes over the key's own name in the environment, where it may be
     * another program's.
     */
    public Optional<Configured> findInFiles(String key, List<String> aliases) {
        return aliases.stream()
                .flatMap(alias -> find(alias).stream())
                .findFirst()
                .or(() -> dotEnv.find(key))
                .or(() -> file.find(key));
    }

    /** Tells whether the environment gives a value, by any of its names. */
    public boolean inEnvironment(String key, List<String> aliases) {
        return Stream.concat(aliases.stream(), Stream.of(key))
                .anyMatch(name -> environment.find(name).isPresent());
    }

    /** Tells whether the home folder's own files give a value, whatever the environment says. */
    public boolean inFiles(String key, List<String> aliases) {
        return file.find(key).isPresent()
                || Stream.concat(aliases.stream(), Stream.of(key))
                        .anyMatch(name -> dotEnv.find(name).isPresent());
    }

    /** Looks a value up in {@code application.yaml} alone. */
    public Optional<String> inFile(String key) {
        return file.find(key).map(Configured::text);
    }

    /** Lists the variables that give a key's value, in the order in which they are looked at. */
    public List<String> variables(String key, List<String> aliases) {
        return Stream.concat(aliases.stream(), ConfigSchema.variables(key).stream())
                .toList();
    }

    /**
     * Says where a value, or the first one below a key, stands.
     *
     * @param key as in {@code application.yaml}
     * @return such as {@code PORT in .env}; nothing if nothing is configured
     */
    public Optional<String> origin(String key) {
        return sources.stream()
                .flatMap(source -> source.find(key).stream())
                .map(Configured::origin)
                .findFirst()
                .or(() -> below(key).filter(Place::isText).map(Place::at).findFirst())
                .or(() -> below(key).filter(Place::isEmpty).map(Place::at).findFirst());
    }

    private Stream<Place> below(String key) {
        return file.places().entrySet().stream()
                .filter(each -> (each.getKey() + ".").startsWith(key + "."))
                .map(Map.Entry::getValue);
    }

    /** Makes an error of what is wrong at a key, where no value of it is to be shown. */
    public ConfigError error(String key, String why) {
        return ConfigError.at(key, origin(key).orElse(FileSource.NAME), why);
    }

    /**
     * Lists the values of {@code application.yaml}.
     *
     * @param prefix such as {@code providers.}
     * @return whole keys that begin with the prefix, in the file's order; a list's elements are {@code key.0}, {@code
     *     key.1} and so on
     */
    public Set<String> names(String prefix) {
        return file.places().entrySet().stream()
                .filter(each -> each.getValue().isText() && each.getKey().startsWith(prefix))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Lists what {@code application.yaml} gives as {@code []} or {@code {}}. To all other methods that is as if nothing
     * were given.
     *
     * @param prefix such as {@code providers.}
     * @return {@code []} or {@code {}} by whole keys that begin with the prefix, in the file's order
     */
    public Map<String, Configured> empties(String prefix) {
        Map<String, Configured> empties = new LinkedHashMap<>();
        file.places().forEach((key, place) -> {
            if (place.isEmpty() && key.startsWith(prefix)) {
                String text = place.kind() == FileSource.Kind.EMPTY_LIST ? "[]" : "{}";
                empties.put(key, new Configured(text, place.at()));
            }
        });
        return empties;
    }

    /**
     * A value, and where it comes from.
     *
     * @param text as configured
     * @param origin for messages, such as {@code PORT in .env} or {@code application.yaml, line 3}
     */
    public record Configured(String text, String origin) {
        /** The text may be a secret. */
        @Override
        public String toString() {
            return "Configured[" + origin + "]";
        }
    }
}
