package dev.sluice.gateway.resilience;

import java.time.Duration;

/**
 * How many requests one provider has at a time.
 *
 * @param concurrency {@code resilience.concurrency}, 4096: how many may be with it, until their replies are relayed
 *     whole
 * @param queue {@code resilience.queue}, 100: how many more may wait for that
 * @param queueTimeout {@code resilience.queue-timeout}, PT5S: for how long
 */
public record BulkheadSettings(int concurrency, int queue, Duration queueTimeout) {
    /** Refuses what makes no sense. */
    public BulkheadSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("resilience.concurrency must be at least 1, not " + concurrency);
        }
        if (queue < 0) {
            throw new IllegalArgumentException("resilience.queue must not be negative, but is " + queue);
        }
        if (!queueTimeout.isPositive()) {
            throw new IllegalArgumentException("resilience.queue-timeout must be positive, not " + queueTimeout);
        }
    }

    /**
     * Returns what holds where nothing is configured.
     *
     * @return the defaults
     */
    public static BulkheadSettings defaults() {
        return new BulkheadSettings(4096, 100, Duration.ofSeconds(5));
    }
}
