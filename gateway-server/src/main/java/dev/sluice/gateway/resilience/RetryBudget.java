package dev.sluice.gateway.resilience;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits the load that retries add to upstreams: a share of the requests, plus one retry per second, so that an outage
 * is not multiplied.
 */
final class RetryBudget {
    private static final long RETRY = 1000;
    private static final long CAPACITY = 100 * RETRY;
    private static final long INITIAL = 10 * RETRY;
    private static final long NANOS_PER_UNIT = 1_000_000;

    private final long perRequest;
    private final LongSupplier ticker;
    /** In thousandths of a retry. */
    private final AtomicLong balance = new AtomicLong(INITIAL);

    private final AtomicLong refilled;

    RetryBudget(int percent, LongSupplier ticker) {
        this.perRequest = percent * RETRY / 100;
        this.ticker = ticker;
        this.refilled = new AtomicLong(ticker.getAsLong());
    }

    void request() {
        // Nearly always full: then nothing shared is written.
        if (balance.get() < CAPACITY) {
            add(perRequest);
        }
    }

    /** Takes a retry, or returns false if none is left. */
    boolean takeRetry() {
        refill();
        long before = balance.getAndUpdate(units -> units >= RETRY ? units - RETRY : units);
        return before >= RETRY;
    }

    double left() {
        return (double) balance.get() / RETRY;
    }

    private void refill() {
        long last = refilled.get();
        long units = (ticker.getAsLong() - last) / NANOS_PER_UNIT;
        if (units > 0 && refilled.compareAndSet(last, last + units * NANOS_PER_UNIT)) {
            add(units);
        }
    }

    private void add(long units) {
        balance.updateAndGet(before -> Math.min(CAPACITY, before + units));
    }
}
