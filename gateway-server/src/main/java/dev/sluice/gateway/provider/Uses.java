package dev.sluice.gateway.provider;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what is under way, and tells when the last of it has ended after nothing new may begin. */
final class Uses {
    private static final long OVER = Long.MIN_VALUE;

    /** How many there are; from {@link #OVER} upwards once nothing new may begin. */
    private final AtomicLong count = new AtomicLong();

    private volatile Runnable last = () -> {};

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
            last.run();
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
     * @param then called when nothing is under way any more, by whoever ends the last; it may be called again
     */
    void finish(Runnable then) {
        last = then;
        if (count.addAndGet(OVER) == OVER) {
            then.run();
        }
    }
}
