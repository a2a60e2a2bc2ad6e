package dev.sluice.upstream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The connections that are open, and those among them that wait for the next call. */
final class ConnectionPool {
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(5);

    /** How long each connection to an upstream that has fallen silent serves for one call only. */
    private static final Duration DISTRUST = Duration.ofSeconds(10);

    private final int idleConnections;
    private final long idleNanos;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ReadWatch watch = new ReadWatch(open);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Origin, Deque<Connection>> idle = new HashMap<>();
    private final Map<Origin, Long> distrustedSince = new HashMap<>();
    private @Nullable Thread sweeper;
    private volatile boolean closed;

    ConnectionPool(UpstreamOptions options) {
        this.idleConnections = options.idleConnections();
        this.idleNanos = Times.nanos(options.idleTime());
    }

    /** Takes note of a new connection; kills it if it comes too late. */
    void opened(Connection connection) {
        open.add(connection);
        watch.begin();
        if (closed) {
            connection.kill();
        }
    }

    void killed(Connection connection) {
        open.remove(connection);
    }

    int open() {
        return open.size();
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns the connection used last, so that those not needed grow old. */
    @Nullable
    Connection borrow(Origin origin) {
        for (Connection found = take(origin); found != null; found = take(origin)) {
            if (isGood(found, System.nanoTime())) {
                return found;
            }
            found.kill();
        }
        return null;
    }

    private @Nullable Connection take(Origin origin) {
        lock.lock();
        try {
            Deque<Connection> waiting = idle.get(origin);
            return waiting == null ? null : waiting.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    private boolean isGood(Connection connection, long now) {
        return now - connection.idleSince() < idleNanos && connection.isQuiet();
    }

    /** Takes back a connection on which nothing is under way. */
    void release(Connection connection) {
        connection.rest(System.nanoTime());
        if (!offer(connection)) {
            connection.kill();
        }
    }

    private boolean offer(Connection connection) {
        lock.lock();
        try {
            Deque<Connection> waiting = idle.computeIfAbsent(connection.origin(), o -> new ArrayDeque<>());
            if (closed
                    || connection.isKilled()
                    || waiting.size() >= idleConnections
                    || isDistrusted(connection.origin())) {
                return false;
            }
            waiting.addFirst(connection);
            if (sweeper == null) {
                sweeper = Thread.ofVirtual().name("upstream-idle").start(this::sweepWhileNeeded);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void sweepWhileNeeded() {
        do {
            LockSupport.parkNanos(this, Math.min(idleNanos, SWEEP_INTERVAL.toNanos()));
        } while (sweep(System.nanoTime()));
    }

    /** Closes what is too old or was closed by the other side; false if nothing is left to watch. */
    boolean sweep(long now) {
        List<Connection> bad = new ArrayList<>();
        lock.lock();
        try {
            for (Iterator<Deque<Connection>> queues = idle.values().iterator(); queues.hasNext(); ) {
                Deque<Connection> waiting = queues.next();
                waiting.removeIf(connection -> !isGood(connection, now) && bad.add(connection));
                if (waiting.isEmpty()) {
                    queues.remove();
                }
            }
            if (idle.isEmpty()) {
                sweeper = null;
            }
            return !idle.isEmpty();
        } finally {
            lock.unlock();
            bad.forEach(Connection::kill);
        }
    }

    /**
     * Ends all idle connections to an upstream that has not kept a deadline, and keeps none for a while. Whatever made
     * one silent may have made others so that served before, and each of them would cost a call its deadline.
     */
    void distrust(Origin origin) {
        Deque<Connection> bad;
        lock.lock();
        try {
            distrustedSince.put(origin, System.nanoTime());
            Deque<Connection> waiting = idle.remove(origin);
            bad = waiting == null ? new ArrayDeque<>() : waiting;
        } finally {
            lock.unlock();
        }
        bad.forEach(Connection::kill);
    }

    private boolean isDistrusted(Origin origin) {
        Long since = distrustedSince.get(origin);
        boolean lasts = since != null && System.nanoTime() - since < DISTRUST.toNanos();
        if (since != null && !lasts) {
            distrustedSince.remove(origin);
        }
        return lasts;
    }

    /** Ends the idle connections that no call has used since then. */
    void discardIdle(Origin origin, long since) {
        List<Connection> bad = new ArrayList<>();
        lock.lock();
        try {
            Deque<Connection> waiting = idle.getOrDefault(origin, new ArrayDeque<>());
            waiting.removeIf(connection -> connection.idleSince() - since < 0 && bad.add(connection));
        } finally {
            lock.unlock();
            bad.forEach(Connection::kill);
        }
    }

    /** Ends all connections, those in use among them. */
    void close() {
        closed = true;
        open.forEach(Connection::kill);
        lock.lock();
        try {
            idle.clear();
            if (sweeper != null) {
                LockSupport.unpark(sweeper);
            }
        } finally {
            lock.unlock();
        }
    }
}
