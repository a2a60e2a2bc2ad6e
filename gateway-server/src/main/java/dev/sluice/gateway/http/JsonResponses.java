package dev.sluice.gateway.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Sends whole replies, bypassing Helidon's media support. */
public final class JsonResponses {
    private static final HeaderName SHOULD_RETRY = HeaderNames.create("x-should-retry");
    private static final Header RETRY = HeaderValues.createCached(SHOULD_RETRY, "true");
    private static final Header NO_RETRY = HeaderValues.createCached(SHOULD_RETRY, "false");

    private JsonResponses() {}

    /** Sends UTF-8 JSON; the reply to a {@code HEAD} request has its length only. */
    public static void json(ServerRequest request, ServerResponse response, RequestContext context, byte[] json) {
        json(request, response, context, json, json.length);
    }

    /** Sends UTF-8 JSON; the reply to a {@code HEAD} request has its length only. */
    public static void json(ServerRequest request, ServerResponse response, RequestContext context, ByteArray json) {
        json(request, response, context, json.array(), json.size());
    }

    private static void json(
            ServerRequest request, ServerResponse response, RequestContext context, byte[] json, int length) {
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        context.firstByte();
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(length));
            response.send();
            return;
        }
        context.sent(length);
        response.send(json, 0, length);
    }

    /** Sends an error in the format of the client's API. */
    public static void error(ServerRequest request, ServerResponse response, RequestContext context, ErrorReply error) {
        response.status(Status.create(context.api().status(error)));
        if (error.retryAfter() != null) {
            response.header(HeaderNames.RETRY_AFTER, Long.toString(secondsUp(error)));
        }
        if (error.retry() != null) {
            response.header(error.retry() ? RETRY : NO_RETRY);
        }
        json(request, response, context, context.api().error(error, context.id()));
    }

    private static long secondsUp(ErrorReply error) {
        return error.retryAfter() == null
                ? 0
                : Math.max(0, error.retryAfter().plusNanos(999_999_999).toSeconds());
    }
}
