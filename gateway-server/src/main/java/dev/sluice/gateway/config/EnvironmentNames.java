package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The names that keys go by in the environment and in {@code .env}. */
final class EnvironmentNames {
    private static final String PROVIDERS = "providers.";

    private EnvironmentNames() {}

    /**
     * Returns the names of a key in the order in which they are looked at: {@code providers.<id>.<key>} is
     * {@code <ID>_<KEY>}, and every other key has a name of its own or is {@code SLUICE_<KEY>}.
     *
     * @param key as in {@code application.yaml}
     * @param aliases more particular names, which come first
     */
    static List<String> of(String key, List<String> aliases) {
        List<String> names = new ArrayList<>(aliases);
        if (key.startsWith(PROVIDERS)) {
            names.add(upper(key.substring(PROVIDERS.length())));
        } else {
            names.add(ConfigKeys.find(key).map(ConfigKey::environment).orElseGet(() -> standard(key)));
            names.addAll(FormerNames.of(key));
        }
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
