package dev.sluice.gateway.connection;

import java.util.function.Supplier;

/**
 * The phase of a connection, since when, and how much of a body was received; times are ticks. Written by the
 * connection's thread, read by the one that checks deadlines.
 */
final class Progress {
    private final Supplier<TickTimeouts> current;
    private volatile Phase phase = Phase.OPENED;
    private volatile long since;
    private volatile long bodyBytes;
    private volatile boolean awaitingClient;
    private volatile long writingSince = NOT_WRITING;

    private static final long NOT_WRITING = -1;

    Progress(Supplier<TickTimeouts> limits, long now) {
        this.current = limits;
        this.since = now;
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase next, long now) {
        // The time first: a checker that sees the new phase must not see the old time.
        since = now;
        bodyBytes = 0;
        phase = next;
    }

    void awaitingClient(boolean awaiting) {
        awaitingClient = awaiting;
    }

    /** Counts bytes of a body; returns the total. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the connection's own thread counts.
    long received(int bytes) {
        return bodyBytes += bytes;
    }

    void writing(long now) {
        writingSince = now;
    }

    void written() {
        writingSince = NOT_WRITING;
    }

    /** Tells whether the client has exceeded its deadline. */
    boolean overdue(long now) {
        TickTimeouts limits = current.get();
        long writing = writingSince;
        if (writing != NOT_WRITING && now - writing > limits.write()) {
            return true;
        }
        Phase where = phase;
        long elapsed = now - since;
        return switch (where) {
            case OPENED, HEAD -> elapsed > limits.header();
            case IDLE -> elapsed > limits.idle();
            case DRAINING -> elapsed > limits.linger();
            case EXCHANGE -> awaitingClient && elapsed > limits.body(bodyBytes);
        };
    }
}
