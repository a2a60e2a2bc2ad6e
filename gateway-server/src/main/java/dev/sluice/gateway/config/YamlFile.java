package dev.sluice.gateway.config;

import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code application.yaml} into texts by key. */
final class YamlFile {
    private YamlFile() {}

    /**
     * Reads the file.
     *
     * @return empty if there is no file; a list's elements are {@code key.0}, {@code key.1} and so on
     * @throws IOException if it cannot be read, or is not YAML; the message says why
     */
    static Map<String, String> read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Map.of();
        }
        Map<String, String> values = new TreeMap<>();
        try {
            Config.builder(ConfigSources.file(path))
                    .disableEnvironmentVariablesSource()
                    .disableSystemPropertiesSource()
                    .disableKeyResolving()
                    .disableValueResolving()
                    .disableFilterServices()
                    .build()
                    .traverse()
                    .filter(Config::isLeaf)
                    .forEach(leaf -> values.put(
                            leaf.key().toString(), leaf.asString().orElse("").strip()));
        } catch (ConfigException e) {
            throw new IOException(path + " cannot be read: " + reason(e), e);
        }
        return values;
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null
                ? deepest.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }
}
