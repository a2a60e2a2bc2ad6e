package dev.sluice.gateway.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The three sources, the strongest first. */
final class LayeredValues implements ConfigValues {
    static final String FILE = "application.yaml";
    private static final Pattern PLACEHOLDER = Pattern.compile("your_\\w+_here");

    private final Map<String, String> environment;
    private final Map<String, String> dotEnv;
    private final Map<String, String> file;

    LayeredValues(Map<String, String> environment, Map<String, String> dotEnv, Map<String, String> file) {
        this.environment = Map.copyOf(environment);
        this.dotEnv = Map.copyOf(dotEnv);
        this.file = file;
    }

    @Override
    public Optional<Configured> find(String key, List<String> aliases) {
        // Name by name: who sets a particular one means it, even where a general one is in the environment.
        return EnvironmentNames.of(key, aliases).stream()
                .flatMap(name ->
                        variable(environment, name, "the environment")
                                .or(() -> variable(dotEnv, name, ".env"))
                                .stream())
                .findFirst()
                .or(() -> inFile(key).map(text -> new Configured(text, FILE)));
    }

    @Override
    public boolean atHome(String key, List<String> aliases) {
        return inFile(key).isPresent()
                || EnvironmentNames.of(key, aliases).stream()
                        .anyMatch(name -> variable(dotEnv, name, ".env").isPresent());
    }

    @Override
    public Set<String> names(String prefix) {
        return file.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the file's own text of a list's element or a scalar, whatever the environment says. */
    Optional<String> fileValue(String key) {
        return Optional.ofNullable(file.get(key));
    }

    private static Optional<Configured> variable(Map<String, String> variables, String name, String where) {
        return Optional.of(variables.getOrDefault(name, "").strip())
                .filter(text -> !text.isEmpty() && !PLACEHOLDER.matcher(text).matches())
                .map(text -> new Configured(text, name + " in " + where));
    }

    @Override
    public Optional<String> inFile(String key) {
        String text = file.get(key);
        if (text != null) {
            return Optional.of(text);
        }
        if (!file.containsKey(key + ".0")) {
            return Optional.empty();
        }
        StringJoiner joined = new StringJoiner(",");
        for (int index = 0; file.containsKey(key + "." + index); index++) {
            joined.add(file.get(key + "." + index));
        }
        return Optional.of(joined.toString());
    }
}
