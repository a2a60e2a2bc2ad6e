package dev.sluice.gateway.resilience;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides whether and when a request is sent again. Shared by all requests. */
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
     * Says how long to wait before the next attempt.
     *
     * @param failure why the last one failed
     * @param attempts how many there were
     * @param elapsed how long the request has taken so far
     * @return nothing if there is to be no other
     */
    Optional<Duration> delay(ProviderException failure, Attempts attempts, Duration elapsed) {
        Optional<Duration> asked = failure.retryAfter();
        boolean limited = failure.kind() == ErrorKind.RATE_LIMITED;
        if (attempts.count() >= settings.attempts()
                || (limited ? asked.isEmpty() : !failure.kind().isTransient())) {
            return Optional.empty();
        }
        Duration backOff = backOff(attempts.count());
        if (asked.isEmpty()) {
            return elapsed.plus(backOff).compareTo(settings.within()) > 0 ? Optional.empty() : Optional.of(backOff);
        }
        boolean bearable = asked.get().compareTo(longest(limited, attempts.othersWait())) <= 0
                && elapsed.compareTo(settings.within()) <= 0;
        // On top, so that those who were told the same time do not come back together.
        return bearable ? Optional.of(asked.get().plus(backOff)) : Optional.empty();
    }

    private Duration longest(boolean limited, boolean othersWait) {
        if (othersWait) {
            return settings.longestDelay();
        }
        return limited ? settings.longestRateLimit() : settings.longestRetryAfter();
    }

    boolean takeRetry() {
        return budget.takeRetry();
    }

    /** Waits; whoever is interrupted meanwhile has lost the caller. */
    void sleep(Duration delay, ProviderException failure) {
        try {
            sleeper.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "the caller left between two attempts", failure);
        }
    }

    /** Half of it is by chance, so that those who failed together do not come back together. */
    private Duration backOff(int attempts) {
        long most =
                Math.min(settings.longestDelay().toMillis(), settings.delay().toMillis() << Math.min(attempts - 1, 20));
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }
}
