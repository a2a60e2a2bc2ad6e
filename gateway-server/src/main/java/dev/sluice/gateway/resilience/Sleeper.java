package dev.sluice.gateway.resilience;

import java.time.Duration;

/** Waits between two attempts. */
@FunctionalInterface
interface Sleeper {
    /** The one that really waits. */
    Sleeper REAL = Thread::sleep;

    void sleep(Duration delay) throws InterruptedException;
}
