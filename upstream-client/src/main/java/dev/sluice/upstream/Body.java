package dev.sluice.upstream;

import dev.sluice.provider.ProviderException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of one reply and the connection it comes by: read by one thread, between {@link #enter()} and
 * {@link #leave()}, and closed by any. At its end the connection waits for the next call; in every other
 * case it ends.
 */
final class Body {
    private static final System.Logger LOGGER = System.getLogger(Body.class.getName());
    private static final int WORTH_SKIPPING = Inflow.SIZE;

    private enum State {
        /** Nobody reads. */
        FREE,
        /** A thread reads, and may wait for the network. */
        BUSY,
        /** Read whole; the connection belongs to others. */
        OVER,
        /** Closed or failed before that. */
        CLOSED
    }

    private final Connection connection;
    private final ConnectionPool pool;
    private final Content content;
    private final boolean reusable;
    private final Duration idle;
    private final AtomicReference<State> state = new AtomicReference<>(State.FREE);
    private volatile @Nullable ProviderException failure;

    Body(Connection connection, ConnectionPool pool, Framing framing, Duration idle) {
        this.connection = connection;
        this.pool = pool;
        this.content = framing.content();
        this.reusable = framing.reusable();
        this.idle = idle;
    }

    void enter() {
        if (!state.compareAndSet(State.FREE, State.BUSY) && state.get() != State.OVER) {
            ProviderException earlier = failure;
            throw earlier == null ? Failures.cancelled(connection.origin(), null) : earlier;
        }
    }

    void leave() {
        if (!state.compareAndSet(State.BUSY, State.FREE) && state.get() != State.OVER) {
            throw Failures.cancelled(connection.origin(), null);
        }
    }

    /** Waits for bytes: how many, or -1 at the end. */
    int fill() {
        if (state.get() == State.OVER) {
            return -1;
        }
        try {
            return checked(content.fill());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** As {@link #fill()}, but returns 0 where that would wait. */
    int poll() {
        if (state.get() == State.OVER) {
            return -1;
        }
        try {
            return checked(content.poll());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private int checked(int count) {
        if (count < 0 && state.compareAndSet(State.BUSY, State.OVER)) {
            giveBack();
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

    /** Ends the connection because of what was read, or not read, by this thread. */
    ProviderException failed(IOException cause) {
        boolean closedByUs = connection.isKilled() || Thread.currentThread().isInterrupted();
        connection.kill();
        if (cause instanceof SocketTimeoutException && !closedByUs) {
            pool.distrust(connection.origin());
        }
        ProviderException found = !state.compareAndSet(State.BUSY, State.CLOSED) || closedByUs
                ? Failures.cancelled(connection.origin(), cause)
                : Failures.receiving(connection.origin(), idle, cause);
        failure = found;
        return found;
    }

    ProviderException tooLong(int limit) {
        return failed(new ReplyFormatException("the body is longer than " + limit + " bytes"));
    }

    void close() {
        State seen = state.get();
        while (seen == State.FREE || seen == State.BUSY) {
            if (state.compareAndSet(seen, State.CLOSED)) {
                if (seen == State.FREE && restIsHere()) {
                    giveBack();
                } else {
                    connection.kill();
                }
                return;
            }
            seen = state.get();
        }
    }

    /** A reader that stopped at the last event has often left no more than the framing's end. */
    private boolean restIsHere() {
        try {
            int skipped = 0;
            int count = content.poll();
            while (count > 0 && skipped < WORTH_SKIPPING) {
                content.consume(count);
                skipped += count;
                count = content.poll();
            }
            return count < 0;
        } catch (IOException e) {
            LOGGER.log(Level.TRACE, "the unread rest of a reply failed", e);
            return false;
        }
    }

    private void giveBack() {
        if (reusable && connection.inflow().buffered() == 0) {
            pool.release(connection);
        } else {
            connection.kill();
        }
    }
}
