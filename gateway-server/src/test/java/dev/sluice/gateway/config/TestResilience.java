package dev.sluice.gateway.config;

import java.nio.file.Path;
import java.util.Map;

/** What holds for a gateway that was told nothing. */
public final class TestResilience {
    public static final ResilienceConfig STANDARD =
            ConfigLoader.read(Path.of("none"), Map.of(), Map.of()).checked().resilience();

    private TestResilience() {}
}
