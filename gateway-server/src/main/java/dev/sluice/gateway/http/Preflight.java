package dev.sluice.gateway.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Answers CORS preflight requests. */
final class Preflight {
    private Preflight() {}

    static boolean is(ServerRequest request) {
        return request.prologue().method().equals(Method.OPTIONS)
                && request.headers().contains(HeaderNames.ORIGIN)
                && request.headers().contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** The origin has been checked before. */
    static void answer(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE, HEAD, OPTIONS");
        if (request.headers().contains(HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS)) {
            response.header(
                    HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
                    request.headers()
                            .get(HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS)
                            .get());
        }
        response.header(HeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
        response.status(Status.NO_CONTENT_204).send();
    }
}
