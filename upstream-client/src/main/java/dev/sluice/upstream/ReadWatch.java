package dev.sluice.upstream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends reads that exceed their deadline, at most 100 ms late. Polling all connections costs next to nothing; a timer
 * for each read would wake two threads for every one that never fires.
 */
final class ReadWatch {
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final Set<Connection> connections;
    private final AtomicBoolean running = new AtomicBoolean();

    /** The set must be safe to iterate while it changes. */
    ReadWatch(Set<Connection> connections) {
        this.connections = connections;
    }

    /** Starts polling unless it runs; to be called after a connection was added. */
    void start() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("upstream-read-watch").start(this::run);
        }
    }

    private void run() {
        do {
            while (!connections.isEmpty()) {
                LockSupport.parkNanos(this, PERIOD.toNanos());
                long now = Times.now();
                connections.forEach(connection -> connection.endOverdueRead(now));
            }
            running.set(false);
            // One may have been added between the last look and this.
        } while (!connections.isEmpty() && running.compareAndSet(false, true));
    }
}
