package dev.sluice.provider.support;

import dev.sluice.provider.Meters;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Counts for a test to read. */
final class CountingMeters implements Meters {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public void count(String event, String outcome) {
        counts.merge(event + " " + outcome, 1, Integer::sum);
    }

    @Override
    public void gauge(String name, DoubleSupplier value) {
        throw new UnsupportedOperationException(name);
    }

    int counted(String event, String outcome) {
        return counts.getOrDefault(event + " " + outcome, 0);
    }
}
