package dev.sluice.gateway.http;

import java.io.Serial;

/** Ends the handling of a request with an error that the caller is told. Carries no stack: it is an answer. */
public final class ErrorReplyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ErrorReply reply;

    /** Makes an exception of an answer. */
    public ErrorReplyException(ErrorReply reply) {
        super(reply.message(), null, false, false);
        this.reply = reply;
    }

    /** Returns the answer. */
    public ErrorReply reply() {
        return reply;
    }
}
