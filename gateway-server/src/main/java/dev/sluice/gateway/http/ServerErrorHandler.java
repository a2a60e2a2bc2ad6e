package dev.sluice.gateway.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import org.jspecify.annotations.Nullable;

/**
 * Writes the errors that Helidon itself detects, such as an unknown path or an invalid header, as all others are
 * written.
 */
public final class ServerErrorHandler implements DirectHandler {
    private final ApiFormats apis;

    private ServerErrorHandler(ApiFormats apis) {
        this.apis = apis;
    }

    /** Returns the handlers with which a listener is configured. */
    public static DirectHandlers handlers(ApiFormats apis) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        DirectHandler handler = new ServerErrorHandler(apis);
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
                .keepAlive(eventType.keepAlive());
        CommonHeaders.of(id, api).forEach(response::header);
        // After the head of a reply to HEAD, a body would be read as the next reply.
        return request.method().equals("HEAD")
                ? response.build()
                : response.entity(api.error(error, id)).build();
    }

    private static String requestId() {
        return RequestContext.CURRENT.isBound() ? RequestContext.CURRENT.get().id() : RequestIds.create();
    }

    private ErrorReply error(TransportRequest request, int status, @Nullable String message, String id) {
        return switch (status) {
            case 404 ->
                ErrorReply.of(
                        404,
                        ErrorReply.INVALID_REQUEST,
                        "unknown_url",
                        "Unknown path: " + request.method() + " " + shortened(request.path()) + ". The APIs are at "
                                + apis.hint() + ".");
            case 413 ->
                ErrorReply.of(413, ErrorReply.INVALID_REQUEST, "request_too_large", "The request's body is too long.");
            case 503 -> ErrorReply.of(503, ErrorReply.SERVER_ERROR, "overloaded", "The gateway is overloaded.");
            default ->
                status >= 500 && !hasUnsupportedEncoding(request)
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

    /** A transfer encoding that the server does not support, for which it reports an error of its own. */
    private static boolean hasUnsupportedEncoding(TransportRequest request) {
        return request.headers().contains(HeaderNames.TRANSFER_ENCODING)
                && !request.headers().get(HeaderNames.TRANSFER_ENCODING).get().equalsIgnoreCase("chunked");
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
