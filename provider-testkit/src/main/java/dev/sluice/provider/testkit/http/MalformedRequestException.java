package dev.sluice.provider.testkit.http;

import java.io.IOException;

/** What came in is no HTTP/1.1 request; answered with this status, and the connection ends. */
final class MalformedRequestException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    MalformedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
