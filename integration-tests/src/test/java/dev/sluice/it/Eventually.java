package dev.sluice.it;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does: nothing but looking again tells. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(25);

    private Eventually() {}

    /** Something that may not be so yet. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits until it holds; fails with what was waited for. */
    static void holds(String what, Condition condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("waited " + PATIENCE + " in vain: " + what);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
