package dev.sluice.gateway.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    public Optional<String> value(String key) {
        return find(key).map(Found::text);
    }

    @Override
    public Optional<String> origin(String key) {
        return find(key).map(Found::origin);
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

    private Optional<Found> find(String key) {
        List<String> names = EnvironmentNames.of(key);
        return fromVariables(environment, names, "the environment")
                .or(() -> fromVariables(dotEnv, names, ".env"))
                .or(() -> fromFile(key).map(text -> new Found(text, FILE)));
    }

    private static Optional<Found> fromVariables(Map<String, String> variables, List<String> names, String where) {
        for (String name : names) {
            String text = variables.getOrDefault(name, "");
            if (!text.isBlank() && !PLACEHOLDER.matcher(text.strip()).matches()) {
                return Optional.of(new Found(text.strip(), name + " in " + where));
            }
        }
        return Optional.empty();
    }

    private Optional<String> fromFile(String key) {
        String text = file.get(key);
        if (text != null) {
            return Optional.of(text);
        }
        if (!file.containsKey(key + ".0")) {
            return Optional.empty();
        }
        StringBuilder joined = new StringBuilder();
        for (int index = 0; file.containsKey(key + "." + index); index++) {
            joined.append(index == 0 ? "" : ",").append(file.get(key + "." + index));
        }
        return Optional.of(joined.toString());
    }

    private record Found(String text, String origin) {}
}
