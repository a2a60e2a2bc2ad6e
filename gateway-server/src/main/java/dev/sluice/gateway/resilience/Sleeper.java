package dev.sluice.gateway.resilience;

import java.time.Duration;

/** Waits between two attempts. */
@FunctionalInterface
interface Sleeper {
    Sleeper REAL = Thread::sleep;

    void sleep(Duration delay) throws InterruptedException;
}
