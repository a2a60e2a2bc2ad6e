package dev.sluice.gateway.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The three sources, the strongest first. */
final class LayeredValues implements ConfigValues {
    static final String FILE = "application.yaml";
    private static final Pattern PLACEHOLDER = Pattern.compile("your_\\w+_here");

    private final Map<String, String> environment;
    private final Map<String, String> dotEnv;
    private final Map<String, YamlNode.Text> file;
    private final Map<String, Configured> empties = new LinkedHashMap<>();

    LayeredValues(Map<String, String> environment, Map<String, String> dotEnv, YamlNode file) {
        this.environment = Map.copyOf(environment);
        this.dotEnv = Map.copyOf(dotEnv);
        this.file = file.texts();
        file.empties()
                .forEach((key, node) -> empties.put(
                        key, new Configured(node instanceof YamlNode.Items ? "[]" : "{}", at(node.line()))));
    }

    @Override
    public Optional<Configured> find(String key, List<String> aliases) {
        return find(key, aliases, name -> true);
    }

    @Override
    public Optional<Configured> findAtHome(String key, List<String> aliases) {
        return find(key, aliases, aliases::contains);
    }

    private Optional<Configured> find(String key, List<String> aliases, Predicate<String> heededInEnvironment) {
        // Name by name: who sets a particular one means it, even where a general one is in the environment.
        return EnvironmentNames.of(key, aliases).stream()
                .flatMap(
                        name -> fromEnvironment(name)
                                .filter(found -> heededInEnvironment.test(name))
                                .or(() -> variable(dotEnv, name, ".env"))
                                .stream())
                .findFirst()
                .or(() -> fromFile(key));
    }

    @Override
    public boolean inEnvironment(String key, List<String> aliases) {
        return EnvironmentNames.of(key, aliases).stream()
                .anyMatch(name -> fromEnvironment(name).isPresent());
    }

    @Override
    public boolean atHome(String key, List<String> aliases) {
        return inFile(key).isPresent()
                || EnvironmentNames.of(key, aliases).stream()
                        .anyMatch(name -> variable(dotEnv, name, ".env").isPresent());
    }

    @Override
    public Optional<String> origin(String key) {
        return find(key, List.of())
                .map(Configured::origin)
                .or(() -> section(key))
                .or(() -> empties.entrySet().stream()
                        .filter(each -> (each.getKey() + ".").startsWith(key + "."))
                        .map(each -> each.getValue().origin())
                        .findFirst());
    }

    private Optional<String> section(String key) {
        return file.entrySet().stream()
                .filter(each -> each.getKey().startsWith(key + "."))
                .map(each -> at(each.getValue().line()))
                .findFirst();
    }

    @Override
    public Set<String> names(String prefix) {
        return file.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Map<String, Configured> empties(String prefix) {
        Map<String, Configured> found = new LinkedHashMap<>(empties);
        found.keySet().removeIf(key -> !key.startsWith(prefix));
        return found;
    }

    /** Returns the file's own text of a list's element or a scalar, whatever the environment says. */
    Optional<String> fileValue(String key) {
        return Optional.ofNullable(file.get(key)).map(YamlNode.Text::text);
    }

    private Optional<Configured> fromEnvironment(String name) {
        return variable(environment, name, "the environment");
    }

    private static Optional<Configured> variable(Map<String, String> variables, String name, String where) {
        return Optional.of(variables.getOrDefault(name, "").strip())
                .filter(text -> !text.isEmpty() && !PLACEHOLDER.matcher(text).matches())
                .map(text -> new Configured(text, name + " in " + where));
    }

    @Override
    public Optional<String> inFile(String key) {
        return fromFile(key).map(Configured::text);
    }

    private Optional<Configured> fromFile(String key) {
        YamlNode.Text single = file.get(key);
        if (single != null) {
            return Optional.of(new Configured(single.text(), at(single.line())));
        }
        YamlNode.Text first = file.get(key + ".0");
        if (first == null) {
            return Optional.empty();
        }
        StringJoiner joined = new StringJoiner(",");
        YamlNode.Text element = first;
        for (int next = 1; element != null; next++) {
            joined.add(element.text());
            element = file.get(key + "." + next);
        }
        return Optional.of(new Configured(joined.toString(), at(first.line())));
    }

    /** Says where something stands in the file. */
    static String at(int line) {
        return FILE + ", line " + line;
    }
}
