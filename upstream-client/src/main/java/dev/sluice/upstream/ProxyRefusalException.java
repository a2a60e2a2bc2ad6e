package dev.sluice.upstream;

import java.io.IOException;
import java.io.Serial;

/** The proxy refused the tunnel; the message is its status line. */
final class ProxyRefusalException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    ProxyRefusalException(String message) {
        super(message);
    }
}
