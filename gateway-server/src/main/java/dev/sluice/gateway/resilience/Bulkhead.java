package dev.sluice.gateway.resilience;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many requests are in flight with one provider, and how many wait for a place. They get their places in
 * order; a thread that is interrupted stops waiting at once, and loses no place.
 */
final class Bulkhead {
    private final String provider;
    private final Places places;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile ResilienceConfig.Bulkhead settings;

    Bulkhead(String provider, ResilienceConfig.Bulkhead settings) {
        this.provider = provider;
        this.settings = settings;
        this.places = new Places(settings.concurrency());
    }

    /** Takes a place, or waits for one. */
    void enter() {
        // Requests that wait come first; where none does, an interrupted thread may have its place as well.
        if (places.hasQueuedThreads() || !places.tryAcquire()) {
            queue(settings);
        }
    }

    void leave() {
        places.release();
    }

    private void queue(ResilienceConfig.Bulkhead limits) {
        if (waiting.incrementAndGet() > limits.queue()) {
            waiting.decrementAndGet();
            throw overloaded(limits, limits.queue() == 0 ? "" : " and " + limits.queue() + " more waiting");
        }
        try {
            if (!places.tryAcquire(limits.queueTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw overloaded(
                        limits,
                        "; none has ended within " + limits.queueTimeout().toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "the client disconnected while the request waited", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Goes by other settings from the next request on; those that are in stay in. */
    synchronized void change(ResilienceConfig.Bulkhead next) {
        places.resize(next.concurrency() - settings.concurrency());
        settings = next;
    }

    /** Returns how many requests are in flight. */
    int inFlight() {
        // More than fit may be in flight for a while after the limit was lowered.
        return Math.max(0, settings.concurrency() - places.availablePermits());
    }

    /** Returns how many requests wait for a place. */
    int waiting() {
        return waiting.get();
    }

    private ProviderException overloaded(ResilienceConfig.Bulkhead limits, String why) {
        return ProviderException.builder(
                        ErrorKind.UPSTREAM_UNAVAILABLE,
                        "Provider " + provider + " is at its limit of " + limits.concurrency() + " concurrent requests"
                                + why + "; try again in 1 s.")
                .code("overloaded")
                .retryAfter(Duration.ofSeconds(1))
                .build();
    }

    /** A semaphore that can be made smaller while it is in use. */
    private static final class Places extends Semaphore {
        private static final long serialVersionUID = 1L;

        Places(int count) {
            super(count, true);
        }

        void resize(int more) {
            if (more > 0) {
                release(more);
            } else if (more < 0) {
                reducePermits(-more);
            }
        }
    }
}
