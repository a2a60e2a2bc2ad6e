package dev.sluice.gateway.resilience;

import java.time.Duration;

/**
 * When a provider counts as down.
 *
 * @param volume {@code resilience.breaker.volume}, 20: how many of the last attempts are looked at
 * @param errorPercent {@code resilience.breaker.error-percent}, 60: how many of a hundred of them must have
 *     failed by the upstream's fault
 * @param delay {@code resilience.breaker.delay}, PT10S: how long the provider is left alone before one
 *     request tries whether it is back
 */
public record BreakerSettings(int volume, int errorPercent, Duration delay) {
    /** Refuses what makes no sense. */
    public BreakerSettings {
        if (volume < 1 || volume > 10_000) {
            throw new IllegalArgumentException("resilience.breaker.volume must be from 1 to 10000, not " + volume);
        }
        if (errorPercent < 1 || errorPercent > 100) {
            throw new IllegalArgumentException(
                    "resilience.breaker.error-percent must be from 1 to 100, not " + errorPercent);
        }
        if (!delay.isPositive()) {
            throw new IllegalArgumentException("resilience.breaker.delay must be positive, not " + delay);
        }
    }

    /**
     * Returns what holds where nothing is configured.
     *
     * @return the defaults
     */
    public static BreakerSettings defaults() {
        return new BreakerSettings(20, 60, Duration.ofSeconds(10));
    }
}
