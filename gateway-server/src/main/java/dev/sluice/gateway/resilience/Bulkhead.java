package dev.sluice.gateway.resilience;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits how many requests are in flight with one provider, and how many wait for a permit. Permits are granted in
 * order; an interrupted thread stops waiting at once, and no permit is lost.
 */
final class Bulkhead {
    private final String provider;
    private final Permits permits;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile ResilienceConfig.Bulkhead settings;

    Bulkhead(String provider, ResilienceConfig.Bulkhead settings) {
        this.provider = provider;
        this.settings = settings;
        this.permits = new Permits(settings.concurrency());
    }

    /** Takes a permit, waiting for one in the queue if necessary. */
    void enter() {
        // Waiting requests come first; if there are none, an interrupted thread may take a permit as well.
        if (permits.hasQueuedThreads() || !permits.tryAcquire()) {
            queue(settings);
        }
    }

    void leave() {
        permits.release();
    }

    private void queue(ResilienceConfig.Bulkhead limits) {
        if (waiting.incrementAndGet() > limits.queue()) {
            waiting.decrementAndGet();
            throw overloaded(limits, limits.queue() == 0 ? "" : " and " + limits.queue() + " more waiting");
        }
        try {
            if (!permits.tryAcquire(limits.queueTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw overloaded(
                        limits,
                        "; none became free within " + limits.queueTimeout().toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "the client disconnected while the request waited", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Applies new settings from the next request on; requests in flight stay. */
    synchronized void change(ResilienceConfig.Bulkhead next) {
        permits.resize(next.concurrency() - settings.concurrency());
        settings = next;
    }

    int inFlight() {
        // After the limit was lowered, more than it may be in flight for a while.
        return Math.max(0, settings.concurrency() - permits.availablePermits());
    }

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

    /** A semaphore whose size can be changed while it is in use. */
    private static final class Permits extends Semaphore {
        private static final long serialVersionUID = 1L;

        Permits(int count) {
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
