package dev.sluice.provider.testkit;

import dev.sluice.provider.Meters;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/** Metrics that a test can read. */
final class RecordedMeters implements Meters {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public void count(String event, String outcome) {
        check(event);
        check(outcome);
        counts.merge(event + " " + outcome, 1, Integer::sum);
    }

    @Override
    public void gauge(String name, DoubleSupplier value) {
        check(name);
    }

    int counted(String event, String outcome) {
        return counts.getOrDefault(event + " " + outcome, 0);
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not lower-case words joined by underscores: " + name);
        }
    }
}
