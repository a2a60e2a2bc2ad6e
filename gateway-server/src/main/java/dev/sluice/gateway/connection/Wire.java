package dev.sluice.gateway.connection;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;

/** Cuts connections. */
final class Wire {
    private static final System.Logger LOGGER = System.getLogger(Wire.class.getName());

    private Wire() {}

    /** Closes what may be closed already. */
    static void close(Closeable wire) {
        try {
            wire.close();
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.TRACE, "already closed", e);
        }
    }
}
