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
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

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
        List<String> names = VARIABLE.matcher(key).matches() ? List.of(key) : ConfigSchema.variables(key);
        return names.size() > rank ? variable(names.get(rank)) : Optional.empty();
    }

    private Optional<Configured> variable(String name) {
        return Optional.of(variables.getOrDefault(name, "").strip())
                .filter(text -> !text.isEmpty() && !PLACEHOLDER.matcher(text).matches())
                .map(text -> new Configured(text, name + " in " + where));
    }

    @Override
    public String description() {
        return where;
    }
}
