package dev.sluice.gateway.resilience;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How much the gateway may add to the load of upstreams by trying again: a share of the requests, beside
 * one retry each second, so that an outage is not multiplied.
 */
final class RetryBudget {
    private static final long RETRY = 1000;
    private static final long MOST = 100 * RETRY;
    private static final long AT_FIRST = 10 * RETRY;
    private static final long NANOS_PER_UNIT = 1_000_000;

    private final long perRequest;
    private final LongSupplier ticker;
    /** In thousandths of a retry. */
    private final AtomicLong balance = new AtomicLong(AT_FIRST);

    private final AtomicLong refilled;

    RetryBudget(int percent, LongSupplier ticker) {
        this.perRequest = percent * RETRY / 100;
        this.ticker = ticker;
        this.refilled = new AtomicLong(ticker.getAsLong());
    }

    /** Counts a request. */
    void request() {
        // Nearly always full: then nothing is written that other threads read.
        if (balance.get() < MOST) {
            add(perRequest);
        }
    }

    /** Takes a retry, if there is one left. */
    boolean takeRetry() {
        refill();
        long before = balance.getAndUpdate(units -> units >= RETRY ? units - RETRY : units);
        return before >= RETRY;
    }

    /** Returns how many retries are left. */
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
        balance.updateAndGet(before -> Math.min(MOST, before + units));
    }
}
