package dev.sluice.gateway.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import org.jspecify.annotations.Nullable;

/**
 * Gives the errors that Helidon finds by itself, such as an unknown path or a broken header, the shape of all others.
 */
public final class JsonErrorHandler implements DirectHandler {
    private final ApiFormats apis;

    private JsonErrorHandler(ApiFormats apis) {
        this.apis = apis;
    }

    /** Returns what a listener is to be configured with: handlers for every kind of such errors. */
    public static DirectHandlers handlers(ApiFormats apis) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        DirectHandler handler = new JsonErrorHandler(apis);
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, handler);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        String id = requestId();
        ErrorReply error = error(request, status.code(), message, id);
        ApiFormat api = apis.of(request.method(), request.path(), request.headers());
        if (RequestContext.CURRENT.isBound()) {
            RequestContext context = RequestContext.CURRENT.get();
            context.failed(error.status() >= 500 ? "internal" : "invalid_request");
        }
        TransportResponse.Builder response = TransportResponse.builder()
                .status(Status.create(api.status(error)))
                .headers(headers)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .header(HeaderValues.create(HeaderNames.create("x-request-id"), id))
                .keepAlive(eventType.keepAlive());
        // Behind the head of an answer to HEAD, a body would be read as the next answer.
        return request.method().equals("HEAD")
                ? response.build()
                : response.entity(api.error(error, id)).build();
    }

    private static String requestId() {
        return RequestContext.CURRENT.isBound() ? RequestContext.CURRENT.get().id() : RequestIds.fresh();
    }

    private ErrorReply error(TransportRequest request, int status, @Nullable String message, String id) {
        return switch (status) {
            case 404 ->
                ErrorReply.of(
                        404,
                        ErrorReply.INVALID_REQUEST,
                        "unknown_url",
                        "There is nothing at " + request.method() + " " + shortened(request.path()) + ". The API is at "
                                + apis.hint() + ".");
            case 413 ->
                ErrorReply.of(413, ErrorReply.INVALID_REQUEST, "request_too_large", "The request's body is too long.");
            case 503 ->
                ErrorReply.of(503, ErrorReply.SERVER_ERROR, "overloaded", "The gateway has too much to do right now.");
            default ->
                status >= 500 && !framedOtherwise(request)
                        ? ErrorReply.internal(id)
                        : ErrorReply.of(
                                status >= 500 ? 400 : status,
                                ErrorReply.INVALID_REQUEST,
                                "bad_request",
                                message == null
                                        ? "The request is not valid HTTP."
                                        : "The request is not valid HTTP: " + shortened(message));
        };
    }

    /** What the server takes for its own fault: a body in an encoding that it does not know. */
    private static boolean framedOtherwise(TransportRequest request) {
        return request.headers().contains(HeaderNames.TRANSFER_ENCODING)
                && !request.headers().get(HeaderNames.TRANSFER_ENCODING).get().equalsIgnoreCase("chunked");
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
