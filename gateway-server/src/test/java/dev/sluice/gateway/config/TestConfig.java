package dev.sluice.gateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an {@code application.yaml} of whole keys says. */
public final class TestConfig {
    private TestConfig() {}

    public static ConfigValues of(Map<String, String> values) {
        String yaml = new TreeMap<>(values)
                .entrySet().stream()
                        .map(each -> each.getKey() + ": '" + each.getValue().replace("'", "''") + "'\n")
                        .collect(Collectors.joining());
        try {
            Path home = Files.createTempDirectory("config");
            Path file = Files.writeString(home.resolve("application.yaml"), yaml);
            try {
                return ConfigLoader.read(home, Map.of(), Map.of()).config().values();
            } finally {
                Files.delete(file);
                Files.delete(home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
