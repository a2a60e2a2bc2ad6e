package dev.sluice.gateway.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends comments on silent streams, so that no proxy in between times out. One thread watches all streams; each comment
 * is written by a thread of its own, so that a client that does not read delays no other.
 */
public final class StreamKeepAlive implements AutoCloseable {
    private final long silenceNanos;
    private final Set<SseResponse> streams = ConcurrentHashMap.newKeySet();
    private final Thread ticker;
    private volatile boolean closed;

    /** Starts watching; {@code silence} is the time after which a stream gets a comment. */
    public StreamKeepAlive(Duration silence) {
        this.silenceNanos = silence.toNanos();
        this.ticker = Thread.ofVirtual().name("keep-alive").start(this::tick);
    }

    void add(SseResponse stream) {
        streams.add(stream);
    }

    void remove(SseResponse stream) {
        streams.remove(stream);
    }

    private void tick() {
        long pause = Math.max(1_000_000, silenceNanos / 8);
        while (!closed) {
            LockSupport.parkNanos(this, pause);
            for (SseResponse stream : streams) {
                if (stream.silentNanos() >= silenceNanos) {
                    Thread.ofVirtual().name("keep-alive-comment").start(stream::comment);
                }
            }
        }
    }

    /** Stops the comments. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(ticker);
    }
}
