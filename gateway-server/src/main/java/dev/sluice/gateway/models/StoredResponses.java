package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorReplyException;

/** Answers for responses that somebody wants to see again, cancel or delete. There are none. */
public final class StoredResponses {
    /** The endpoint of everything below {@code /responses/}. */
    public static final Endpoint NONE = (request, response, exchange) -> {
        throw new ErrorReplyException(ErrorReply.of(
                404,
                ErrorReply.INVALID_REQUEST,
                "response_not_found",
                "The gateway keeps no responses: send the whole input with every request, and 'store': false."));
    };

    private StoredResponses() {}
}
