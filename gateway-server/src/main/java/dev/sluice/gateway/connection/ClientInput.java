package dev.sluice.gateway.connection;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's bytes. While a handler waits for something else, another thread reads ahead, which is the only way
 * to notice a disconnect; what it reads is kept for the next reader.
 */
final class ClientInput {
    /** Spares short requests, which are most, a second thread. */
    private static final long TICKS_BEFORE_READING_AHEAD = 2;

    private static final int MAX_READ_AHEAD = 64 * 1024;

    private final Supplier<byte[]> socket;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Queue<byte[]> ahead = new ArrayDeque<>();
    private int aheadBytes;
    private boolean reading;
    private @Nullable RuntimeException failure;
    private volatile boolean ended;
    private volatile @Nullable Watched watched;

    /**
     * Wraps a socket, which blocks for bytes, returns null at the end, and is read by one thread at a time. The clock
     * counts ticks.
     */
    ClientInput(Supplier<byte[]> socket, LongSupplier clock) {
        this.socket = socket;
        this.clock = clock;
    }

    /** Waits for the next bytes; null at the end. */
    byte @Nullable [] next() {
        lock.lock();
        try {
            while (ahead.isEmpty() && reading) {
                arrived.await();
            }
            byte[] first = ahead.poll();
            if (first != null) {
                aheadBytes -= first.length;
                return first;
            }
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return null;
            }
            reading = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted while waiting for the client", e);
        } finally {
            lock.unlock();
        }
        return read();
    }

    boolean ended() {
        return ended;
    }

    /** Interrupts a thread when the client disconnects, until the watch is closed. */
    ClientConnection.Watch watch(Thread thread) {
        lock.lock();
        try {
            Watched outer = watched;
            watched = new Watched(thread, clock.getAsLong());
            if (ended) {
                thread.interrupt();
            }
            return () -> unwatch(outer);
        } finally {
            lock.unlock();
        }
    }

    private void unwatch(@Nullable Watched outer) {
        lock.lock();
        try {
            watched = outer;
        } finally {
            lock.unlock();
        }
    }

    /** Starts to read ahead where a handler has been waiting for a while. */
    void tick(long now) {
        Watched current = watched;
        if (current == null || ended || now - current.since() < TICKS_BEFORE_READING_AHEAD) {
            return;
        }
        lock.lock();
        try {
            if (watched == null || reading || ended || aheadBytes >= MAX_READ_AHEAD) {
                return;
            }
            reading = true;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("client-disconnect").start(this::readAhead);
    }

    private void readAhead() {
        byte[] bytes = null;
        RuntimeException broken = null;
        try {
            bytes = receive();
        } catch (RuntimeException e) {
            broken = e;
        }
        lock.lock();
        try {
            reading = false;
            if (bytes == null) {
                ended = true;
                failure = broken;
                Watched current = watched;
                if (current != null) {
                    current.thread().interrupt();
                }
            } else {
                ahead.add(bytes);
                aheadBytes += bytes.length;
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private byte @Nullable [] read() {
        byte[] bytes = null;
        try {
            bytes = receive();
            return bytes;
        } finally {
            lock.lock();
            try {
                reading = false;
                ended |= bytes == null;
            } finally {
                lock.unlock();
            }
        }
    }

    private byte @Nullable [] receive() {
        try {
            return socket.get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("the connection failed", e);
        }
    }

    private record Watched(Thread thread, long since) {}
}
