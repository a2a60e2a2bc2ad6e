package dev.sluice.gateway.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A bucket that holds what may be used within a minute, and fills up within a minute. All that it remembers is when it
 * will be full, so that another limit can hold from one call to the next. Safe for use by several threads.
 */
final class TokenBucket {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    /** More than any reply has, and as much as can be multiplied by a minute. */
    private static final long MOST = 100_000_000;
    /** What an upstream miscounts does not shut anybody out for longer. */
    private static final long DEEPEST_DEBT = Duration.ofHours(1).toNanos();

    private final LongSupplier ticker;
    private final AtomicLong full;

    /**
     * How full a bucket is.
     *
     * @param left how much may be used now; zero also where it is in debt
     * @param untilOne how long until something may be used
     * @param untilFull how long until all may be used
     */
    record Level(long left, Duration untilOne, Duration untilFull) {}

    /**
     * Makes one that is full.
     *
     * @param ticker tells nanoseconds, and never goes back
     */
    TokenBucket(LongSupplier ticker) {
        this.ticker = ticker;
        this.full = new AtomicLong(ticker.getAsLong());
    }

    /** Takes one, if there is one. */
    boolean take(long perMinute) {
        long cost = cost(1, perMinute);
        while (true) {
            long now = ticker.getAsLong();
            long before = full.get();
            long missing = missing(before, now);
            if (missing > MINUTE - cost) {
                return false;
            }
            if (full.compareAndSet(before, now + missing + cost)) {
                return true;
            }
        }
    }

    /** Takes what was used already; what there is not is a debt, which is paid before anything else may be used. */
    void charge(long amount, long perMinute) {
        long now = ticker.getAsLong();
        long cost = cost(amount, perMinute);
        full.updateAndGet(before -> now + Math.min(DEEPEST_DEBT, missing(before, now) + Math.min(DEEPEST_DEBT, cost)));
    }

    Level level(long perMinute) {
        long missing = missing(full.get(), ticker.getAsLong());
        long left = Math.max(0, MINUTE - missing) / cost(1, perMinute);
        return new Level(
                Math.min(perMinute, left),
                Duration.ofNanos(Math.max(0, missing + cost(1, perMinute) - MINUTE)),
                Duration.ofNanos(missing));
    }

    /** Returns how long it takes until the bucket is full. */
    private static long missing(long full, long now) {
        return Math.max(0, full - now);
    }

    /** Returns how long it takes to fill so much in. */
    private static long cost(long amount, long perMinute) {
        return Math.min(amount, MOST) * MINUTE / perMinute;
    }
}
