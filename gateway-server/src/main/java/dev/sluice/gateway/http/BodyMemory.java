package dev.sluice.gateway.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that long bodies may take together. A body is held about three times on its way (as it came, with the
 * model's name changed, on its way out), so a handful of the longest ones at once would fill the heap.
 */
final class BodyMemory {
    /** What every request may have without asking. */
    static final int UNCOUNTED = 256 * 1024;

    private static final int HEAP_SHARE = 4;
    private static final int UNIT = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int all;
    private final Semaphore free;
    private final Duration patience;

    BodyMemory(long bytes, Duration patience) {
        this.all = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
        this.free = new Semaphore(all, true);
        this.patience = patience;
    }

    /** Shares out a part of this JVM's heap. */
    static BodyMemory ofHeap() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / HEAP_SHARE, PATIENCE);
    }

    /**
     * Takes memory, waiting for others to give theirs back. What exceeds all there is takes all there is, so that one
     * long body at a time gets through.
     *
     * @return what was taken, to be given back; -1 if it could not be had in time
     */
    int take(long bytes, int taken) throws InterruptedException {
        int now = takeNow(bytes, taken);
        if (now >= 0) {
            return now;
        }
        int wanted = (int) Math.min(all - taken, (bytes + UNIT - 1) / UNIT);
        return free.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS) ? wanted : -1;
    }

    /** Takes memory as {@link #take} does, but only if it can be had at once. */
    int takeNow(long bytes, int taken) {
        int wanted = (int) Math.min(all - taken, (bytes + UNIT - 1) / UNIT);
        return wanted <= 0 || free.tryAcquire(wanted) ? Math.max(0, wanted) : -1;
    }

    void giveBack(int taken) {
        if (taken > 0) {
            free.release(taken);
        }
    }
}
