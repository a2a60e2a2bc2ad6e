package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorReplyException;
import io.helidon.http.HeaderNames;

/**
 * Answers {@code GET /responses}, by which agents ask for the WebSocket form of Responses. To a 426 they fall back to
 * {@code POST} at once; any other status costs them retries.
 */
public final class ResponsesSocket {
    /** The endpoint. */
    public static final Endpoint REFUSAL = (request, response, exchange) -> {
        response.header(HeaderNames.ALLOW, "POST, OPTIONS");
        boolean socket = request.headers().contains(HeaderNames.UPGRADE);
        throw new ErrorReplyException(ErrorReply.of(
                socket ? 426 : 405,
                ErrorReply.INVALID_REQUEST,
                socket ? "websocket_not_supported" : "method_not_allowed",
                "Responses are asked for by POST here; there is no WebSocket."));
    };

    private ResponsesSocket() {}
}
