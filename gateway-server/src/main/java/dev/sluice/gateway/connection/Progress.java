package dev.sluice.gateway.connection;

import java.util.function.Supplier;

/**
 * How far a connection is, and since when. Written by the thread that handles the connection, read by the
 * one that checks deadlines; times are ticks.
 */
final class Progress {
    private final Supplier<TickLimits> current;
    private volatile Phase phase = Phase.OPENED;
    private volatile long since;
    private volatile long bodyBytes;
    private volatile boolean awaitingClient;
    private volatile long writingSince = NOT_WRITING;

    private static final long NOT_WRITING = -1;

    Progress(Supplier<TickLimits> limits, long now) {
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

    /** Counts bytes of a body; returns how many there are. */
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

    /** Tells whether the client has used up its time. */
    boolean overdue(long now) {
        TickLimits limits = current.get();
        long writing = writingSince;
        if (writing != NOT_WRITING && now - writing > limits.write()) {
            return true;
        }
        Phase where = phase;
        long elapsed = now - since;
        return switch (where) {
            case OPENED, HEAD -> elapsed > limits.header();
            case IDLE -> elapsed > limits.idle();
            case LINGERING -> elapsed > limits.linger();
            case EXCHANGE -> awaitingClient && elapsed > limits.body(bodyBytes);
        };
    }
}
