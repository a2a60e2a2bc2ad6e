package dev.sluice.gateway;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks at something now and then, and tells when it has changed and then been the same for two looks: what is
 * being written still is not looked into. Works on every file system and whichever way a file is replaced, which
 * cannot be said of what file systems report by themselves.
 */
final class ChangeWatch implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(ChangeWatch.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Supplier<?> look;
    private final Duration pause;
    private final Runnable changed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Begins to look.
     *
     * @param known what was there when it was read
     * @param look tells one state from another by {@code equals}
     * @param pause between two looks
     * @param changed called on this watch's own thread
     */
    ChangeWatch(Object known, Supplier<?> look, Duration pause, Runnable changed) {
        this.look = look;
        this.pause = pause;
        this.changed = changed;
        this.thread = Thread.ofVirtual().name("change-watch").start(() -> run(known));
    }

    private void run(Object known) {
        Object told = known;
        Object last = known;
        try {
            while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                Object now = look.get();
                if (!now.equals(told) && now.equals(last)) {
                    told = now;
                    tell();
                }
                last = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            changed.run();
        } catch (RuntimeException e) {
            // The next change must be noticed all the same.
            LOGGER.log(Level.ERROR, "a change could not be followed", e);
        }
    }

    /** Looks no more; waits for what is being done about a change. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (!thread.join(PATIENCE)) {
                LOGGER.log(Level.WARNING, "what is being done about a change does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
