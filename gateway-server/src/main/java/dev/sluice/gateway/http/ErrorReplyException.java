package dev.sluice.gateway.http;

import java.io.Serial;

/** Ends the handling of a request with an error reply. Has no stack trace: it is a reply. */
public final class ErrorReplyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ErrorReply reply;

    public ErrorReplyException(ErrorReply reply) {
        super(reply.message(), null, false, false);
        this.reply = reply;
    }

    public ErrorReply reply() {
        return reply;
    }
}
