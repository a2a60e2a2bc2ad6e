package dev.sluice.gateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The routing that a piece of {@code application.yaml} says. */
public final class TestRouting {
    private TestRouting() {}

    public static RoutingConfig of(String yaml) {
        try {
            Path home = Files.createTempDirectory("routing");
            Path file = Files.writeString(home.resolve("application.yaml"), "routing:\n" + yaml.indent(2));
            try {
                return ConfigLoader.read(home, Map.of(), Map.of()).checked().routing();
            } finally {
                Files.delete(file);
                Files.delete(home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
