package dev.sluice.gateway.connection;

import org.jspecify.annotations.Nullable;

/** The client connection of the request that the current thread handles. */
public final class ClientConnection {
    static final ScopedValue<ClientConnection> CURRENT = ScopedValue.newInstance();

    private static final ClientConnection UNGUARDED = new ClientConnection(null);

    private final @Nullable ClientInput input;

    ClientConnection(@Nullable ClientInput input) {
        this.input = input;
    }

    /**
     * Returns the current thread's connection; where it handles no request, or the connection is not guarded, one that
     * never disconnects.
     */
    public static ClientConnection current() {
        return CURRENT.orElse(UNGUARDED);
    }

    /**
     * Interrupts the current thread as soon as the client disconnects, until the watch is closed. A client that
     * only ends its half of the connection counts as gone. Costs next to nothing for a request that is
     * answered within a tenth of a second: only then is the client listened to.
     *
     * @return the watch, which the same thread closes; the interrupt flag stays set if it was set
     */
    public Watch interruptOnDisconnect() {
        return input == null ? () -> {} : input.watch(Thread.currentThread());
    }

    /**
     * Tells whether the client is known to have disconnected.
     *
     * @return true once an end or a failure of the connection was seen
     */
    public boolean isDisconnected() {
        return input != null && input.ended();
    }

    /** The time during which a client disconnect interrupts. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
