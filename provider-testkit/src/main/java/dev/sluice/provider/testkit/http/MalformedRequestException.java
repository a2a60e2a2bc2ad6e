package dev.sluice.provider.testkit.http;

import java.io.IOException;

/** The bytes received are no HTTP/1.1 request; replied to with this status, then the connection is closed. */
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
