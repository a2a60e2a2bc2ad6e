package dev.sluice.gateway.resilience;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides whether and when a request is retried. Shared by all requests. */
final class RetryPolicy {
    private final ResilienceConfig.Retry settings;
    private final RetryBudget budget;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    RetryPolicy(ResilienceConfig.Retry settings, RetryBudget budget, Sleeper sleeper, RandomGenerator random) {
        this.settings = settings;
        this.budget = budget;
        this.sleeper = sleeper;
        this.random = random;
    }

    /**
     * Returns the delay before the next attempt; empty if there is to be none. {@code sent} counts the attempts so far,
     * {@code moreCandidates} is whether another model is called otherwise, {@code elapsed} is since the first attempt.
     */
    Optional<Duration> delay(ProviderException failure, int sent, boolean moreCandidates, Duration elapsed) {
        Optional<Duration> retryAfter = failure.retryAfter();
        boolean limited = failure.kind() == ErrorKind.RATE_LIMITED;
        if (sent >= settings.attempts()
                || (limited ? retryAfter.isEmpty() : !failure.kind().isTransient())) {
            return Optional.empty();
        }
        Duration backOff = backOff(sent);
        if (retryAfter.isEmpty()) {
            return elapsed.plus(backOff).compareTo(settings.within()) > 0 ? Optional.empty() : Optional.of(backOff);
        }
        boolean acceptable = retryAfter.get().compareTo(longest(limited, moreCandidates)) <= 0
                && elapsed.compareTo(settings.within()) <= 0;
        // Plus a random back-off, so that requests with the same retry-after do not return together.
        return acceptable ? Optional.of(retryAfter.get().plus(backOff)) : Optional.empty();
    }

    private Duration longest(boolean limited, boolean moreCandidates) {
        if (moreCandidates) {
            return settings.longestDelay();
        }
        return limited ? settings.longestRateLimit() : settings.longestRetryAfter();
    }

    boolean takeRetry() {
        return budget.takeRetry();
    }

    /** Waits; an interrupt means that the client has disconnected. */
    void sleep(Duration delay, ProviderException failure) {
        try {
            sleeper.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "the client disconnected between two attempts", failure);
        }
    }

    /** Half of it is random, so that requests which failed together do not return together. */
    private Duration backOff(int sent) {
        long most =
                Math.min(settings.longestDelay().toMillis(), settings.delay().toMillis() << Math.min(sent - 1, 20));
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }
}
