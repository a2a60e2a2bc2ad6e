package dev.sluice.gateway.connection;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;

/** Closes sockets that may be closed already. */
final class QuietClose {
    private static final System.Logger LOGGER = System.getLogger(QuietClose.class.getName());

    private QuietClose() {}

    static void close(Closeable wire) {
        try {
            wire.close();
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.TRACE, "already closed", e);
        }
    }
}
