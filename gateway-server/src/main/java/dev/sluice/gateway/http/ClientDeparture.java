package dev.sluice.gateway.http;

import dev.sluice.gateway.connection.ClientConnection;

/** Interrupts a thread that waits for an upstream when its own client leaves. */
@FunctionalInterface
public interface ClientDeparture {
    /** Watches the guarded connection of the current thread. */
    ClientDeparture GUARDED = () -> {
        ClientConnection connection = ClientConnection.current();
        ClientConnection.Watch watch = connection.interruptOnDeparture();
        return new Watch() {
            @Override
            public boolean departed() {
                return connection.departed();
            }

            @Override
            public void close() {
                watch.close();
            }
        };
    };

    /**
     * Watches the client of the current thread's connection.
     *
     * @return the watch, to be closed by the same thread
     */
    Watch watch();

    /** A watch on one client. */
    interface Watch extends AutoCloseable {
        /**
         * Tells whether the client has left, and the thread been interrupted for it.
         *
         * @return true from then on
         */
        boolean departed();

        /** Ends the watch; the thread is not interrupted any more. May be called again. */
        @Override
        void close();
    }
}
