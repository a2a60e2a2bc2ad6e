package dev.sluice.gateway.http;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Answers one method of one path. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Sends the whole reply, on the request's own thread. The response already has the headers of every reply; the
     * context collects what is logged and measured.
     *
     * @throws ErrorReplyException to reply with an error
     */
    void handle(ServerRequest request, ServerResponse response, RequestContext context);
}
