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

/** Keeps track of all open connections, and pools the idle ones by upstream. */
final class ConnectionPool {
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(5);

    /** How long connections to an upstream that has missed a deadline are not pooled. */
    private static final Duration QUARANTINE = Duration.ofSeconds(10);

    private final int idleConnections;
    private final long idleNanos;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ReadWatch watch = new ReadWatch(open);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Origin, Deque<Connection>> idle = new HashMap<>();
    private final Map<Origin, Long> quarantinedSince = new HashMap<>();
    private @Nullable Thread sweeper;
    private volatile boolean closed;

    ConnectionPool(UpstreamOptions options) {
        this.idleConnections = options.idleConnections();
        this.idleNanos = Times.nanos(options.idleTime());
    }

    /** Registers a new connection; kills it if the pool has been closed meanwhile. */
    void opened(Connection connection) {
        open.add(connection);
        watch.start();
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

    /** Returns the most recently used idle connection, so that surplus ones expire; null if there is none. */
    @Nullable
    Connection borrow(Origin origin) {
        for (Connection found = take(origin); found != null; found = take(origin)) {
            if (isUsable(found, System.nanoTime())) {
                return found;
            }
            found.kill();
        }
        return null;
    }

    private @Nullable Connection take(Origin origin) {
        lock.lock();
        try {
            Deque<Connection> pooled = idle.get(origin);
            return pooled == null ? null : pooled.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    private boolean isUsable(Connection connection, long now) {
        return now - connection.idleSince() < idleNanos && connection.isReusable();
    }

    /** Takes back a connection that no call uses any more. */
    void release(Connection connection) {
        connection.markIdle(System.nanoTime());
        if (!offer(connection)) {
            connection.kill();
        }
    }

    private boolean offer(Connection connection) {
        lock.lock();
        try {
            Deque<Connection> pooled = idle.computeIfAbsent(connection.origin(), o -> new ArrayDeque<>());
            if (closed
                    || connection.isKilled()
                    || pooled.size() >= idleConnections
                    || isQuarantined(connection.origin())) {
                return false;
            }
            pooled.addFirst(connection);
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

    /** Kills idle connections that have expired or were closed by the upstream; returns false if none are left. */
    boolean sweep(long now) {
        List<Connection> unusable = new ArrayList<>();
        lock.lock();
        try {
            for (Iterator<Deque<Connection>> queues = idle.values().iterator(); queues.hasNext(); ) {
                Deque<Connection> pooled = queues.next();
                pooled.removeIf(connection -> !isUsable(connection, now) && unusable.add(connection));
                if (pooled.isEmpty()) {
                    queues.remove();
                }
            }
            if (idle.isEmpty()) {
                sweeper = null;
            }
            return !idle.isEmpty();
        } finally {
            lock.unlock();
            unusable.forEach(Connection::kill);
        }
    }

    /**
     * Kills all idle connections to an upstream that has missed a deadline, and pools none for a while. What silenced
     * one may have silenced the others, and each of them would cost a call its deadline.
     */
    void quarantine(Origin origin) {
        Deque<Connection> unusable;
        lock.lock();
        try {
            quarantinedSince.put(origin, System.nanoTime());
            Deque<Connection> pooled = idle.remove(origin);
            unusable = pooled == null ? new ArrayDeque<>() : pooled;
        } finally {
            lock.unlock();
        }
        unusable.forEach(Connection::kill);
    }

    private boolean isQuarantined(Origin origin) {
        Long since = quarantinedSince.get(origin);
        boolean active = since != null && System.nanoTime() - since < QUARANTINE.toNanos();
        if (since != null && !active) {
            quarantinedSince.remove(origin);
        }
        return active;
    }

    /** Kills the idle connections that no call has used since then. */
    void discardIdle(Origin origin, long since) {
        List<Connection> unusable = new ArrayList<>();
        lock.lock();
        try {
            Deque<Connection> pooled = idle.getOrDefault(origin, new ArrayDeque<>());
            pooled.removeIf(connection -> connection.idleSince() - since < 0 && unusable.add(connection));
        } finally {
            lock.unlock();
            unusable.forEach(Connection::kill);
        }
    }

    /** Kills all connections, those in use included. */
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
