package dev.sluice.gateway.provider;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Counts what is in flight, and runs an action when the last of it has ended and nothing new may start. */
final class InFlightCount {
    private static final long CLOSED = Long.MIN_VALUE;

    /** From {@link #CLOSED} upwards once nothing new may start. */
    private final AtomicLong count = new AtomicLong();

    /** Taken by the first thread that finds nothing in flight; late starts find that again. */
    private final AtomicReference<Runnable> last = new AtomicReference<>(() -> {});

    /** Counts a start, which needs an {@link #end}; false if nothing may start any more. */
    boolean start() {
        if (count.incrementAndGet() > 0) {
            return true;
        }
        end();
        return false;
    }

    void end() {
        if (count.decrementAndGet() == CLOSED) {
            runLast();
        }
    }

    long current() {
        long now = count.get();
        return now < 0 ? now - CLOSED : now;
    }

    /** Lets nothing new start. The action runs once, on the thread that ends the last. */
    void drain(Runnable then) {
        last.set(then);
        if (count.addAndGet(CLOSED) == CLOSED) {
            runLast();
        }
    }

    private void runLast() {
        last.getAndSet(() -> {}).run();
    }
}
