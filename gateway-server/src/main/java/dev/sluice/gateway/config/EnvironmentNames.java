package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The names that keys go by in the environment and in {@code .env}. */
final class EnvironmentNames {
    private static final String PROVIDERS = "providers.";

    private EnvironmentNames() {}

    /**
     * Returns the names of a key, the preferred one first: {@code providers.<id>.<key>} is {@code
     * <ID>_<KEY>}, and every other key has a name of its own or is {@code SLUICE_<KEY>}.
     */
    static List<String> of(String key) {
        if (key.startsWith(PROVIDERS)) {
            String name = upper(key.substring(PROVIDERS.length()));
            // The predecessor switched its GitHub provider by GITHUB_<ID>_ENABLED.
            return key.endsWith(".enabled") ? List.of(name, "GITHUB_" + name) : List.of(name);
        }
        String name = ConfigKeys.find(key).map(ConfigKey::environment).orElseGet(() -> standard(key));
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(FormerNames.of(key));
        return names;
    }

    /** Returns the name of a key that has none of its own. */
    static String standard(String key) {
        return "SLUICE_" + upper(key);
    }

    private static String upper(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
