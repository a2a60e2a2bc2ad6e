package dev.sluice.gateway.provider;

import java.io.Serial;

/** A JAR or folder cannot be used; the message says why and what to do, for people. */
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
