package dev.sluice.gateway.provider;

import java.io.Serial;

/** Thrown where a JAR or folder cannot be loaded; the message tells users why and what to do. */
final class LoadingException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    LoadingException(String message) {
        super(message);
    }

    LoadingException(String message, Throwable cause) {
        super(message, cause);
    }
}
