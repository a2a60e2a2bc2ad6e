package dev.sluice.gateway.connection;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Checks all connections ten times a second on one thread, which sleeps while there are none. The tick count is a clock
 * that costs no more than reading a field.
 */
final class Ticker implements AutoCloseable {
    static final Duration PERIOD = Duration.ofMillis(100);

    private static final System.Logger LOGGER = System.getLogger(Ticker.class.getName());

    private final Set<LongConsumer> connections = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean idle;
    private volatile long now = read();

    Ticker() {
        thread = Thread.ofPlatform().daemon().name("connection-deadlines").start(this::run);
    }

    /** Returns the time in ticks. */
    long now() {
        return now;
    }

    /** Calls the connection with the time at each tick until it is {@link #remove}d. */
    void add(LongConsumer connection) {
        connections.add(connection);
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    void remove(LongConsumer connection) {
        connections.remove(connection);
    }

    /** Returns the time in ticks, correct even after a time without connections. */
    long refreshed() {
        now = read();
        return now;
    }

    private void run() {
        while (!closed) {
            idle = true;
            if (connections.isEmpty()) {
                LockSupport.park(this);
            }
            idle = false;
            LockSupport.parkNanos(this, PERIOD.toNanos());
            now = read();
            connections.forEach(this::tick);
        }
    }

    private void tick(LongConsumer connection) {
        try {
            connection.accept(now);
        } catch (RuntimeException e) {
            // The other connections must still be checked.
            LOGGER.log(Level.ERROR, "could not check a connection's deadlines", e);
        }
    }

    private static long read() {
        return System.nanoTime() / PERIOD.toNanos();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
