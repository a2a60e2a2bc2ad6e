package dev.sluice.gateway.config;

import dev.sluice.gateway.config.ConfigKey.Shape;
import dev.sluice.gateway.config.GatewayConfig.LogConfig;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All keys of the gateway's own, in the order of the documentation. Providers describe theirs. */
final class ConfigSchema {
    private static final String PROVIDERS = "providers";

    private static final Map<String, ConfigKey<?>> KEYS = index(List.of(
            ServerConfig.SECTION,
            GatewayConfig.CORS,
            SecurityReader.SECTION,
            LogConfig.SECTION,
            RoutingReader.SECTION,
            LimitsReader.SECTION,
            ResilienceConfig.SECTION,
            GatewayConfig.DEADLINES,
            GatewayConfig.MODELS));

    private ConfigSchema() {}

    /** Returns the keys of some sections by name, in order; refuses one that is declared twice. */
    static Map<String, ConfigKey<?>> index(List<ConfigSection> sections) {
        Map<String, ConfigKey<?>> index = new LinkedHashMap<>();
        Set<String> variables = new HashSet<>();
        for (ConfigSection section : sections) {
            for (ConfigKey<?> key : section.keys()) {
                if (index.put(key.name(), key) != null
                        || !key.environment().stream().allMatch(variables::add)) {
                    throw new IllegalStateException(
                            key.name() + ", or one of its names in the environment, is declared twice");
                }
            }
        }
        return Collections.unmodifiableMap(index);
    }

    static Collection<ConfigKey<?>> keys() {
        return KEYS.values();
    }

    static Optional<ConfigKey<?>> find(String name) {
        return Optional.ofNullable(KEYS.get(name));
    }

    /** Finds the key that something stands below. */
    static Optional<ConfigKey<?>> above(String name) {
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            ConfigKey<?> key = KEYS.get(name.substring(0, dot));
            if (key != null) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** Returns the first parts of all keys. */
    static Set<String> sections() {
        Set<String> sections =
                KEYS.keySet().stream().map(ConfigSchema::section).collect(Collectors.toCollection(HashSet::new));
        sections.add(PROVIDERS);
        return sections;
    }

    static String section(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    static boolean isOfProviders(String name) {
        return section(name).equals(PROVIDERS);
    }

    /** Tells whether people choose the names below a key, so that a dot in one of them is part of it. */
    static boolean hasChosenNames(String name) {
        return isOfProviders(name)
                ? name.split("\\.").length > 2
                : find(name)
                        .or(() -> above(name))
                        .filter(key -> key.shape() == Shape.NAMES)
                        .isPresent();
    }

    /**
     * Returns the names that a key goes by in the environment and in {@code .env}: {@code providers.<id>.<name>} is
     * {@code <ID>_<NAME>}, and all others are the gateway's own. A variable cannot give a provider's type, for it does
     * not tell where a name ends, and may be another program's.
     */
    static List<String> variables(String name) {
        ConfigKey<?> key = KEYS.get(name);
        if (key != null) {
            return key.environment();
        }
        if (!isOfProviders(name)) {
            return List.of();
        }
        String[] parts = name.split("\\.", -1);
        return parts.length == 3 && !parts[2].equals("type")
                ? List.of(ConfigKey.upper(parts[1] + "." + parts[2]))
                : List.of();
    }

    /** Writes the table of the documentation: Markdown, a row for every key, ending in a line feed. */
    static String table() {
        StringBuilder table = new StringBuilder(
                "| key | environment | default | meaning | takes effect |\n| --- | --- | --- | --- | --- |\n");
        for (ConfigKey<?> key : keys()) {
            table.append("| `%s` | %s | %s | %s Expects %s. | %s |\n"
                    .formatted(
                            key.name(),
                            code(
                                    key.environment().isEmpty()
                                            ? ""
                                            : key.environment().getFirst()),
                            code(key.defaultText()),
                            key.description(),
                            key.expected(),
                            key.atOnce() ? "at once" : "at the next start"));
        }
        return table.toString();
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : '`' + text + '`';
    }
}
