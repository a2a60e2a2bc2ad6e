package dev.sluice.gateway.provider;

import io.helidon.metrics.api.MeterRegistry;

/** The one registry of a test run: Helidon's share their meters behind the scenes. */
public final class TestMeters {
    private static final MeterRegistry REGISTRY = MeterRegistry.create();

    private TestMeters() {}

    public static MeterRegistry registry() {
        return REGISTRY;
    }
}
