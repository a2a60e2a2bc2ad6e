package dev.sluice.gateway.http;

import dev.sluice.gateway.connection.ClientConnection;

/** Interrupts a thread that waits for an upstream when its own client disconnects. */
@FunctionalInterface
public interface ClientDisconnect {
    /** Watches the guarded connection of the current thread. */
    ClientDisconnect GUARDED = () -> {
        ClientConnection connection = ClientConnection.current();
        ClientConnection.Watch watch = connection.interruptOnDisconnect();
        return new Watch() {
            @Override
            public boolean disconnected() {
                return connection.isDisconnected();
            }

            @Override
            public void close() {
                watch.close();
            }
        };
    };

    /** Watches the client of the current thread's connection; the same thread closes the watch. */
    Watch watch();

    /** A watch on one client. */
    interface Watch extends AutoCloseable {
        /** The watch before a client is watched. */
        Watch NONE = new Watch() {
            @Override
            public boolean disconnected() {
                return false;
            }

            @Override
            public void close() {
                // Nothing is watched.
            }
        };

        /** Returns whether the client has disconnected, and the thread was interrupted for it. */
        boolean disconnected();

        /** Ends the watch; the thread is not interrupted any more. May be called again. */
        @Override
        void close();
    }
}
