package dev.sluice.gateway.http;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Answers one method of one path. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers a request on its own thread, wholly.
     *
     * @param response its response, with the headers of every answer set
     * @param context its id and body, and where facts for log and metrics are noted
     * @throws ErrorReplyException to answer with an error
     */
    void handle(ServerRequest request, ServerResponse response, RequestContext context);
}
