package dev.sluice.upstream;

import java.io.IOException;
import java.io.Serial;

/** The upstream violated the protocol; the message says how. */
final class ReplyFormatException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    ReplyFormatException(String message) {
        super(message);
    }

    ReplyFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
