package dev.sluice.gateway.resilience;

/**
 * How requests are kept from failing, and failures from spreading.
 *
 * @param retry when a request is sent again
 * @param breaker when a provider counts as down
 * @param concurrency {@code resilience.concurrency}, 4096: how many requests may be with one provider at a
 *     time, until their replies are relayed whole
 */
public record ResilienceSettings(RetrySettings retry, BreakerSettings breaker, int concurrency) {
    /** Refuses what makes no sense. */
    public ResilienceSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("resilience.concurrency must be at least 1, not " + concurrency);
        }
    }

    /**
     * Returns what holds where nothing is configured.
     *
     * @return the defaults
     */
    public static ResilienceSettings defaults() {
        return new ResilienceSettings(RetrySettings.defaults(), BreakerSettings.defaults(), 4096);
    }
}
