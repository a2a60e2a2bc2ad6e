package dev.sluice.gateway.config;

import dev.sluice.gateway.config.ConfigValues.Configured;
import io.helidon.config.spi.ConfigNode;
import io.helidon.config.spi.ConfigNode.ValueNode;
import io.helidon.config.spi.LazyConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The environment or {@code .env}. A variable's name does not tell where one word of a key ends, so variables are
 * looked up by key rather than listed. One that is blank, or holds a placeholder, counts as not set.
 */
final class VariableSource implements PlacedSource, LazyConfigSource {
    private static final Pattern PLACEHOLDER = Pattern.compile("your_\\w+_here");

    private final String where;
    private final Map<String, String> variables;
    private final int rank;

    /**
     * Makes a source.
     *
     * @param where for messages, to go on after "in"
     * @param rank which of a key's names count: the first or the second
     */
    VariableSource(String where, Map<String, String> variables, int rank) {
        this.where = where;
        this.variables = variables;
        this.rank = rank;
    }

    @Override
    public Optional<ConfigNode> node(String key) {
        return find(key).map(found -> ValueNode.create(found.text()));
    }

    /** A variable is found by its own name as well, which is how providers' further names are. */
    @Override
    public Optional<Configured> find(String key) {
        List<String> names = isVariable(key) ? List.of(key) : ConfigSchema.variables(key);
        return names.size() > rank ? variable(names.get(rank)) : Optional.empty();
    }

    private static boolean isVariable(String key) {
        return !key.isEmpty() && key.charAt(0) >= 'A' && key.charAt(0) <= 'Z' && key.indexOf('.') < 0;
    }

    private Optional<Configured> variable(String name) {
        String text = variables.getOrDefault(name, "").strip();
        return text.isEmpty() || PLACEHOLDER.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(new Configured(text, name + " in " + where));
    }

    @Override
    public String description() {
        return where;
    }
}
