package dev.sluice.gateway.resilience;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides whether and when a request is sent again. Shared by all requests. */
final class RetryPolicy {
    private final RetrySettings settings;
    private final RetryBudget budget;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    RetryPolicy(RetrySettings settings, RetryBudget budget, Sleeper sleeper, RandomGenerator random) {
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
    Optional<Duration> delay(ProviderException failure, int attempts, Duration elapsed) {
        if (!failure.kind().isTransient() || attempts >= settings.attempts()) {
            return Optional.empty();
        }
        Duration delay = backOff(attempts);
        Optional<Duration> asked = failure.retryAfter();
        if (asked.isPresent()) {
            if (asked.get().compareTo(settings.longestRetryAfter()) > 0) {
                return Optional.empty();
            }
            delay = asked.get().compareTo(delay) > 0 ? asked.get() : delay;
        }
        return elapsed.plus(delay).compareTo(settings.within()) > 0 ? Optional.empty() : Optional.of(delay);
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
