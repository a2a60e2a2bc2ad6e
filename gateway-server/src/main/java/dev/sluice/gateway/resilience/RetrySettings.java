package dev.sluice.gateway.resilience;

import java.time.Duration;

/**
 * When a request is sent again.
 *
 * @param attempts {@code resilience.retry.attempts}, 3: how often at most a request is sent, the first
 *     time included
 * @param delay {@code resilience.retry.delay}, PT0.2S: the pause before the second attempt; it doubles
 * @param longestDelay {@code resilience.retry.longest-delay}, PT2S: what the pause grows to
 * @param longestRetryAfter {@code resilience.retry.longest-retry-after}, PT60S: how long an upstream that cannot
 *     serve may ask to be left alone; if it asks for longer, the caller is told instead
 * @param longestRateLimit {@code resilience.retry.longest-rate-limit}, PT5S: the same for an upstream's rate limit
 * @param within {@code resilience.retry.within}, PT30S: how long after a request's begin it may still be
 *     sent again, or begin to wait for as long as the upstream asks
 * @param budgetPercent {@code resilience.retry.budget-percent}, 20: how many of a hundred requests, over
 *     all providers, may be sent again, beside ten and one more each second
 */
public record RetrySettings(
        int attempts,
        Duration delay,
        Duration longestDelay,
        Duration longestRetryAfter,
        Duration longestRateLimit,
        Duration within,
        int budgetPercent) {
    /** Refuses what makes no sense. */
    public RetrySettings {
        if (attempts < 1 || attempts > 10) {
            throw new IllegalArgumentException("resilience.retry.attempts must be from 1 to 10, not " + attempts);
        }
        if (budgetPercent < 0 || budgetPercent > 100) {
            throw new IllegalArgumentException(
                    "resilience.retry.budget-percent must be from 0 to 100, not " + budgetPercent);
        }
        if (!delay.isPositive() || longestDelay.compareTo(delay) < 0) {
            throw new IllegalArgumentException(
                    "resilience.retry.delay must be positive, and no longer than resilience.retry.longest-delay");
        }
        if (longestRetryAfter.isNegative() || longestRateLimit.isNegative() || within.isNegative()) {
            throw new IllegalArgumentException(
                    "resilience.retry.longest-retry-after, longest-rate-limit and within" + " must not be negative");
        }
    }

    /**
     * Returns what holds where nothing is configured.
     *
     * @return the defaults
     */
    public static RetrySettings defaults() {
        return new RetrySettings(
                3,
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                20);
    }
}
