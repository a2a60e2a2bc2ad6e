package dev.sluice.gateway.resilience;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import io.helidon.faulttolerance.CircuitBreaker;
import io.helidon.faulttolerance.CircuitBreaker.State;
import io.helidon.faulttolerance.CircuitBreakerOpenException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A circuit breaker that keeps requests from an upstream that is down.
 *
 * <p>Outcomes are reported to Helidon's breaker instead of running the calls in it: it knows only success and failure,
 * and would take a disconnected client or a missing sign-in for a success. That it learns outcomes from a call that
 * returns or throws is hidden here.
 */
final class Breaker {
    static final long NO_PROBE = Long.MIN_VALUE;

    private final String subject;
    private final Duration delay;
    private final CircuitBreaker breaker;
    private final AtomicLong probing = new AtomicLong(NO_PROBE);
    private final Predicate<ProviderException> down;
    private volatile long opened;

    /**
     * Starts closed. {@code subject} starts messages, such as {@code Provider acme}; {@code timer} half-opens the
     * circuit; {@code down} returns whether a failure means that the upstream is down.
     */
    Breaker(
            String subject,
            ResilienceConfig.Breaker settings,
            ExecutorService timer,
            Predicate<ProviderException> down) {
        this.subject = subject;
        this.down = down;
        this.delay = settings.delay();
        this.breaker = CircuitBreaker.create(builder -> builder.name(subject)
                .volume(settings.volume())
                .errorRatio(settings.errorPercent())
                .delay(settings.delay())
                .successThreshold(1)
                .executor(timer)
                .addApplyOn(ProviderException.class));
    }

    /** Permits an attempt, or throws that the circuit is open. */
    Permit acquire() {
        return switch (breaker.state()) {
            case CLOSED -> new Permit(this, NO_PROBE);
            case HALF_OPEN -> probe();
            case OPEN -> throw open();
        };
    }

    State state() {
        return breaker.state();
    }

    /** Permits one probe at a time; one without an outcome delays the next no longer than the circuit's delay. */
    private Permit probe() {
        long now = System.nanoTime();
        long current = probing.get();
        if (current != NO_PROBE && now - current < delay.toNanos()) {
            throw open();
        }
        if (!probing.compareAndSet(current, now)) {
            throw open();
        }
        return new Permit(this, now);
    }

    private ProviderException open() {
        long left = delay.toNanos() - (System.nanoTime() - opened);
        Duration after = Duration.ofNanos(Math.clamp(left, 1_000_000_000L, Math.max(1_000_000_000L, delay.toNanos())));
        return ProviderException.builder(
                        ErrorKind.UPSTREAM_UNAVAILABLE,
                        subject + " has failed repeatedly, and its circuit is open; try again in "
                                + Math.ceilDiv(after.toMillis(), 1000) + " s.")
                .code("circuit_open")
                .retryAfter(after)
                .build();
    }

    private void report(Runnable outcome) {
        State before = breaker.state();
        try {
            breaker.invoke(() -> {
                outcome.run();
                return before;
            });
        } catch (CircuitBreakerOpenException e) {
            // Other requests have opened it meanwhile: there is nothing to record.
            return;
        } finally {
            if (before != State.OPEN && breaker.state() == State.OPEN) {
                opened = System.nanoTime();
            }
        }
    }

    /** Returns whether a failure means that the upstream is down. */
    boolean counts(ProviderException failure) {
        return down.test(failure);
    }

    void recordSuccess() {
        report(() -> {});
    }

    void recordFailure(ProviderException failure) {
        try {
            report(() -> {
                throw failure;
            });
        } catch (ProviderException e) {
            // Helidon's breaker records a failure from an exception, which it rethrows.
            return;
        }
    }

    boolean isOld(long probe) {
        return System.nanoTime() - probe > delay.toNanos();
    }

    void endProbe(long probe) {
        probing.compareAndSet(probe, NO_PROBE);
    }
}
