package dev.sluice.gateway.http;

import dev.sluice.provider.EventStream;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The output of one stream to the client. Events and keep-alive comments come from different threads and do not mix. A
 * slow reader delays its own stream only.
 */
final class SseResponse {
    private final ReentrantLock lock = new ReentrantLock();
    private final OutputStream out;
    private final EventStream events;
    private final byte[] keepAlive;
    private volatile long lastWrite = System.nanoTime();
    private volatile boolean failed;
    private boolean finished;

    SseResponse(OutputStream out, EventStream events, byte[] keepAlive) {
        this.out = out;
        this.events = events;
        this.keepAlive = keepAlive;
    }

    /** Writes and flushes the collected bytes. */
    void send(ByteArray collected) {
        lock.lock();
        try {
            out.write(collected.array(), 0, collected.size());
            out.flush();
            lastWrite = System.nanoTime();
        } catch (IOException e) {
            throw new CloseConnectionException("cannot write the stream to the client", e);
        } finally {
            lock.unlock();
        }
        collected.clear();
    }

    /** Writes the last bytes together with the response's end; no comment follows. */
    void finish(ByteArray collected) {
        lock.lock();
        try {
            finished = true;
            out.write(collected.array(), 0, collected.size());
            out.close();
        } catch (IOException e) {
            throw new CloseConnectionException("cannot write the end of the stream to the client", e);
        } finally {
            lock.unlock();
        }
    }

    /** Ensures that no comment follows. */
    void stop() {
        lock.lock();
        try {
            finished = true;
        } finally {
            lock.unlock();
        }
    }

    long silentNanos() {
        return System.nanoTime() - lastWrite;
    }

    /** Returns whether a comment could not be written: the client has disconnected. */
    boolean failed() {
        return failed;
    }

    /** Writes a comment, unless an event is being written, which keeps the stream alive as well. */
    void comment() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (!finished) {
                lastWrite = System.nanoTime();
                out.write(keepAlive);
                out.flush();
            }
        } catch (IOException | RuntimeException e) {
            // The stream's own thread waits for the upstream, and notices the close.
            failed = true;
            events.close();
        } finally {
            lock.unlock();
        }
    }
}
