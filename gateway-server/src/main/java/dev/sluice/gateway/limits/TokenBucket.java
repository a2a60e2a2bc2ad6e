package dev.sluice.gateway.limits;

import dev.sluice.gateway.limits.Usage.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket that holds the limit of one minute and fills up within a minute. Its only state is the time at which
 * it is full, so that the limit may change from one call to the next. Safe for use by several threads.
 */
final class TokenBucket {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    /** More than any reply has, and small enough to be multiplied by a minute. */
    private static final long MAX_AMOUNT = 100_000_000;
    /** Bounds how long an upstream's miscount blocks a client. */
    private static final long MAX_DEBT = Duration.ofHours(1).toNanos();

    private final LongSupplier ticker;
    private final AtomicLong full;

    /** Whether one was taken, and how full the bucket is afterwards. */
    record Taken(boolean granted, Level level) {}

    /** Starts full; {@code ticker} returns nanoseconds and never goes back. */
    TokenBucket(LongSupplier ticker) {
        this.ticker = ticker;
        this.full = new AtomicLong(ticker.getAsLong());
    }

    /** Takes one if there is one. */
    Taken take(long perMinute) {
        long cost = cost(1, perMinute);
        while (true) {
            long now = ticker.getAsLong();
            long before = full.get();
            long missing = missing(before, now);
            if (missing > MINUTE - cost) {
                return new Taken(false, level(missing, perMinute));
            }
            if (full.compareAndSet(before, now + missing + cost)) {
                return new Taken(true, level(missing + cost, perMinute));
            }
        }
    }

    /** Charges what was used already; a shortage is a debt, which is filled up first. */
    void charge(long amount, long perMinute) {
        long now = ticker.getAsLong();
        long cost = cost(amount, perMinute);
        full.updateAndGet(before -> now + Math.min(MAX_DEBT, missing(before, now) + Math.min(MAX_DEBT, cost)));
    }

    Level level(long perMinute) {
        return level(missing(full.get(), ticker.getAsLong()), perMinute);
    }

    private static Level level(long missing, long perMinute) {
        long left = Math.max(0, MINUTE - missing) / cost(1, perMinute);
        return new Level(
                Math.min(perMinute, left),
                Duration.ofNanos(Math.max(0, missing + cost(1, perMinute) - MINUTE)),
                Duration.ofNanos(missing));
    }

    /** Returns the nanoseconds until the bucket is full. */
    private static long missing(long full, long now) {
        return Math.max(0, full - now);
    }

    /** Returns the nanoseconds that it takes to fill up an amount. */
    private static long cost(long amount, long perMinute) {
        return Math.min(amount, MAX_AMOUNT) * MINUTE / perMinute;
    }
}
