package dev.sluice.gateway.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the memory of long bodies together. A body is held about three times (as received, with the model's name
 * replaced, and as sent), so a handful of the longest ones at once would fill the heap.
 */
final class BodyMemory {
    /** Bytes that every request may have without a reservation. */
    static final int UNRESERVED = 256 * 1024;

    private static final int HEAP_SHARE = 4;
    private static final int UNIT = 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final int all;
    private final Semaphore free;
    private final Duration timeout;

    BodyMemory(long bytes, Duration timeout) {
        this.all = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
        this.free = new Semaphore(all, true);
        this.timeout = timeout;
    }

    /** Limits bodies to a share of this JVM's heap. */
    static BodyMemory ofHeap() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / HEAP_SHARE, TIMEOUT);
    }

    /**
     * Reserves memory, waiting for others to release theirs. A body that exceeds the limit reserves all of it, so that
     * one such body at a time gets through. Returns the amount to be released; -1 on timeout.
     */
    int reserve(long bytes, int reserved) throws InterruptedException {
        int now = reserveNow(bytes, reserved);
        if (now >= 0) {
            return now;
        }
        int wanted = (int) Math.min(all - reserved, (bytes + UNIT - 1) / UNIT);
        return free.tryAcquire(wanted, timeout.toNanos(), TimeUnit.NANOSECONDS) ? wanted : -1;
    }

    /** Reserves memory as {@link #reserve} does, but without waiting. */
    int reserveNow(long bytes, int reserved) {
        int wanted = (int) Math.min(all - reserved, (bytes + UNIT - 1) / UNIT);
        return wanted <= 0 || free.tryAcquire(wanted) ? Math.max(0, wanted) : -1;
    }

    void release(int reserved) {
        if (reserved > 0) {
            free.release(reserved);
        }
    }
}
