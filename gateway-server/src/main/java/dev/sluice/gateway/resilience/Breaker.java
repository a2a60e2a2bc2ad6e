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
 * Stops asking what is down.
 *
 * <p>Helidon's breaker is told outcomes rather than given the calls: it knows success and failure only,
 * and would take a caller who leaves, or a user who is not signed in, for proof that the upstream is well.
 */
final class Breaker {
    private static final long NO_PROBE = Long.MIN_VALUE;

    private final String subject;
    private final Duration delay;
    private final CircuitBreaker breaker;
    private final AtomicLong probing = new AtomicLong(NO_PROBE);
    private final Predicate<ProviderException> down;
    private volatile long opened;

    /**
     * Makes one that is closed.
     *
     * @param subject what messages begin with, such as {@code Provider copilot}
     * @param timer runs what ends the time of leaving alone
     * @param down tells which failures speak for its being down
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

    /** Lets an attempt pass, or says that nobody is to be asked now. */
    Permit acquire() {
        return switch (breaker.state()) {
            case CLOSED -> new Permit(NO_PROBE);
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
        return new Permit(now);
    }

    private ProviderException open() {
        long left = delay.toNanos() - (System.nanoTime() - opened);
        Duration after = Duration.ofNanos(Math.clamp(left, 1_000_000_000L, Math.max(1_000_000_000L, delay.toNanos())));
        return ProviderException.builder(
                        ErrorKind.UPSTREAM_UNAVAILABLE,
                        subject + " has failed repeatedly and is left alone for a moment; try again in "
                                + Math.ceilDiv(after.toMillis(), 1000) + " s.")
                .code("circuit_open")
                .retryAfter(after)
                .build();
    }

    private void tell(Runnable outcome) {
        State before = breaker.state();
        try {
            breaker.invoke(() -> {
                outcome.run();
                return before;
            });
        } catch (CircuitBreakerOpenException e) {
            // Others have opened it meanwhile: nothing is left to tell.
            return;
        } finally {
            if (before != State.OPEN && breaker.state() == State.OPEN) {
                opened = System.nanoTime();
            }
        }
    }

    /** Leave for one attempt, which says how it ended. For use by one thread. */
    final class Permit {
        private final long probe;
        private boolean settled;

        private Permit(long probe) {
            this.probe = probe;
        }

        /** The upstream has begun to answer; enough for one that was down. */
        void answered() {
            if (probe != NO_PROBE) {
                succeeded();
            }
        }

        void succeeded() {
            if (!settled) {
                settled = true;
                tell(() -> {});
                release();
            }
        }

        /** The answer goes on; to have gone on for as long as others were kept out is enough for one that was down. */
        void goesOn() {
            if (probe != NO_PROBE && !settled && System.nanoTime() - probe > delay.toNanos()) {
                succeeded();
            }
        }

        /** The caller left in the middle of an answer, which was good so far; that alone ends no time of being down. */
        void left() {
            if (probe == NO_PROBE) {
                succeeded();
            }
            release();
        }

        /** Tells a failure; one that says nothing about the upstream leaves everything as it was. */
        void failed(ProviderException failure) {
            if (settled) {
                return;
            }
            if (down.test(failure)) {
                settled = true;
                try {
                    tell(() -> {
                        throw failure;
                    });
                } catch (ProviderException e) {
                    // Told, which is all that was to be done.
                    release();
                }
            } else if (failure.upstreamStatus().isPresent()) {
                succeeded();
            }
            release();
        }

        /** Lets the next one try, if this one has not found out. */
        void release() {
            if (probe != NO_PROBE) {
                probing.compareAndSet(probe, NO_PROBE);
            }
        }
    }
}
