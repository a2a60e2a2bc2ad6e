package dev.sluice.gateway.http;

import java.io.Serial;

/** Ends the handling of a request with an error that the caller is told. Carries no stack: it is an answer. */
public final class ErrorReplyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ErrorReply reply;

    /**
     * Makes an exception of an answer.
     *
     * @param reply what the caller is told
     */
    public ErrorReplyException(ErrorReply reply) {
        super(reply.message(), null, false, false);
        this.reply = reply;
    }

    /**
     * Returns the answer.
     *
     * @return what the caller is told
     */
    public ErrorReply reply() {
        return reply;
    }
}
