package dev.sluice.provider.copilot.auth;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait between attempts that fail: twice as long each time, up to a limit, and never all at the same moment. */
final class BackOff {
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private int failures;

    BackOff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    /** Counts a failure and returns the wait that follows it, at least half of the step. */
    synchronized Duration next() {
        Duration step = first.multipliedBy(1L << Math.min(failures, 20));
        failures++;
        long millis = Math.min(step.toMillis(), most.toMillis());
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }

    synchronized void reset() {
        failures = 0;
    }
}
