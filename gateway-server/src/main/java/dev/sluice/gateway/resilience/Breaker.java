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
 * <p>Helidon's breaker is given outcomes rather than the calls: it knows success and failure only, and would take a
 * client that disconnects, or a user who is not signed in, for proof that the upstream is well. That it learns of
 * outcomes by a call that returns or throws is hidden here.
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
     * Makes one that is closed.
     *
     * @param subject what messages begin with, such as {@code Provider acme}
     * @param timer runs what half-opens the circuit
     * @param down tells which failures speak for the upstream's being down
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

    /** Lets an attempt pass, or throws that the circuit is open. */
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

    /** One request at a time tries whether the upstream is back; one that is slow to tell holds up no more than the next. */
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
            // Other requests have opened it meanwhile: nothing is left to record.
            return;
        } finally {
            if (before != State.OPEN && breaker.state() == State.OPEN) {
                opened = System.nanoTime();
            }
        }
    }

    /** Tells whether a failure speaks for the upstream's being down. */
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
            // Helidon's breaker is told of failures by exceptions, and hands them on.
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
