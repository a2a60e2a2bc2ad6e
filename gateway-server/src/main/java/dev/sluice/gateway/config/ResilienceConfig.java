package dev.sluice.gateway.config;

import java.time.Duration;

/**
 * How requests are kept from failing, and failures from spreading.
 *
 * @param retry when a request is sent again
 * @param breaker when a provider counts as down
 * @param bulkhead how many requests one provider has at a time
 */
public record ResilienceConfig(Retry retry, Breaker breaker, Bulkhead bulkhead) {

    /**
     * When a request is sent again.
     *
     * @param attempts how often at most it is sent, the first time included
     * @param delay the pause before the second attempt; it doubles
     * @param longestDelay what the pause grows to
     * @param longestRetryAfter how long an upstream may ask to be left alone
     * @param longestRateLimit how long its rate limit may ask to wait
     * @param within how long after its begin it may still be sent again
     * @param budgetPercent how many of a hundred requests may be sent again
     */
    public record Retry(
            int attempts,
            Duration delay,
            Duration longestDelay,
            Duration longestRetryAfter,
            Duration longestRateLimit,
            Duration within,
            int budgetPercent) {}

    /**
     * When a provider counts as down.
     *
     * @param volume how many of the last attempts are looked at
     * @param errorPercent how many of a hundred of them must have failed
     * @param delay how long the provider is left alone
     */
    public record Breaker(int volume, int errorPercent, Duration delay) {}

    /**
     * How many requests one provider has at a time.
     *
     * @param concurrency how many may be with it
     * @param queue how many more may wait for that
     * @param queueTimeout for how long
     */
    public record Bulkhead(int concurrency, int queue, Duration queueTimeout) {}
}
