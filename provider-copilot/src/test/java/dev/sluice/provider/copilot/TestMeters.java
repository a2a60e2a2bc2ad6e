package dev.sluice.provider.copilot;

import dev.sluice.provider.Meters;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Counts for a test to read. */
final class TestMeters implements Meters {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public void count(String event, String outcome) {
        counts.merge(event + " " + outcome, 1, Integer::sum);
    }

    @Override
    public void gauge(String name, DoubleSupplier value) {
        gauges.put(name, value);
    }

    int counted(String event, String outcome) {
        return counts.getOrDefault(event + " " + outcome, 0);
    }

    double value(String name) {
        return Objects.requireNonNull(gauges.get(name), name).getAsDouble();
    }
}
