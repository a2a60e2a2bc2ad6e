package dev.sluice.upstream;

import dev.sluice.provider.ProviderException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of one reply, and the owner of its connection: read by one thread, between {@link #beginRead()} and
 * {@link #endRead()}, and closed by any. At its proper end the connection returns to the pool; in every other
 * case it is killed.
 */
final class Body {
    private static final System.Logger LOGGER = System.getLogger(Body.class.getName());
    private static final int MAX_DRAINED = ReadBuffer.SIZE;

    private enum State {
        /** No read is in progress. */
        IDLE,
        /** A thread reads, and may be waiting for the network. */
        READING,
        /** Read completely; the connection is no longer owned. */
        COMPLETE,
        /** Closed or failed before it was complete. */
        CLOSED
    }

    private final Connection connection;
    private final ConnectionPool pool;
    private final Content content;
    private final boolean reusable;
    private final Duration idle;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private volatile @Nullable ProviderException failure;

    Body(Connection connection, ConnectionPool pool, Framing framing, Duration idle) {
        this.connection = connection;
        this.pool = pool;
        this.content = framing.content();
        this.reusable = framing.reusable();
        this.idle = idle;
    }

    void beginRead() {
        if (!state.compareAndSet(State.IDLE, State.READING) && state.get() != State.COMPLETE) {
            ProviderException earlier = failure;
            throw earlier == null ? ConnectionFailures.cancelled(connection.origin(), null) : earlier;
        }
    }

    void endRead() {
        if (!state.compareAndSet(State.READING, State.IDLE) && state.get() != State.COMPLETE) {
            throw ConnectionFailures.cancelled(connection.origin(), null);
        }
    }

    /** Waits for bytes; returns their number, or -1 at the end. */
    int fill() {
        if (state.get() == State.COMPLETE) {
            return -1;
        }
        try {
            return checked(content.fill());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** As {@link #fill()}, but returns 0 instead of waiting. */
    int poll() {
        if (state.get() == State.COMPLETE) {
            return -1;
        }
        try {
            return checked(content.poll());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private int checked(int count) {
        if (count < 0 && state.compareAndSet(State.READING, State.COMPLETE)) {
            releaseConnection();
        }
        return count;
    }

    byte[] array() {
        return content.array();
    }

    int offset() {
        return content.offset();
    }

    void consume(int count) {
        content.consume(count);
    }

    /** Kills the connection after a failed read of this thread, and returns what to throw. */
    ProviderException failed(IOException cause) {
        boolean closedByUs = connection.isKilled() || Thread.currentThread().isInterrupted();
        connection.kill();
        if (cause instanceof SocketTimeoutException && !closedByUs) {
            pool.quarantine(connection.origin());
        }
        ProviderException found = !state.compareAndSet(State.READING, State.CLOSED) || closedByUs
                ? ConnectionFailures.cancelled(connection.origin(), cause)
                : ConnectionFailures.receiving(connection.origin(), idle, cause);
        failure = found;
        return found;
    }

    ProviderException tooLong(int limit) {
        return failed(new ReplyFormatException("the body is longer than " + limit + " bytes"));
    }

    void close() {
        State seen = state.get();
        while (seen == State.IDLE || seen == State.READING) {
            if (state.compareAndSet(seen, State.CLOSED)) {
                if (seen == State.IDLE && drainsWithoutWaiting()) {
                    releaseConnection();
                } else {
                    connection.kill();
                }
                return;
            }
            seen = state.get();
        }
    }

    /** A reader that stopped after the last event has often left only the end of the framing unread. */
    private boolean drainsWithoutWaiting() {
        try {
            int skipped = 0;
            int count = content.poll();
            while (count > 0 && skipped < MAX_DRAINED) {
                content.consume(count);
                skipped += count;
                count = content.poll();
            }
            return count < 0;
        } catch (IOException e) {
            LOGGER.log(Level.TRACE, "draining the rest of a reply failed", e);
            return false;
        }
    }

    private void releaseConnection() {
        if (reusable && connection.input().buffered() == 0) {
            pool.release(connection);
        } else {
            connection.kill();
        }
    }
}
