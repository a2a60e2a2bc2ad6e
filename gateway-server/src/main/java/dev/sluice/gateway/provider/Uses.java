package dev.sluice.gateway.provider;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Counts what is under way, and tells when the last of it has ended after nothing new may begin. */
final class Uses {
    private static final long OVER = Long.MIN_VALUE;

    /** How many there are; from {@link #OVER} upwards once nothing new may begin. */
    private final AtomicLong count = new AtomicLong();

    /** Taken by whoever finds nothing under way: those who come too late find that again and again. */
    private final AtomicReference<Runnable> last = new AtomicReference<>(() -> {});

    /** Begins one, which is to be ended; false if nothing may begin any more. */
    boolean begin() {
        if (count.incrementAndGet() > 0) {
            return true;
        }
        end();
        return false;
    }

    void end() {
        if (count.decrementAndGet() == OVER) {
            runLast();
        }
    }

    /** Tells how many are under way. */
    long underWay() {
        long now = count.get();
        return now < 0 ? now - OVER : now;
    }

    /**
     * Lets nothing new begin.
     *
     * @param then called once, when nothing is under way any more, by whoever ends the last
     */
    void finish(Runnable then) {
        last.set(then);
        if (count.addAndGet(OVER) == OVER) {
            runLast();
        }
    }

    private void runLast() {
        last.getAndSet(() -> {}).run();
    }
}
