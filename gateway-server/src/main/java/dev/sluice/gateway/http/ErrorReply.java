package dev.sluice.gateway.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An error for a client, before its {@link ApiFormat} writes it.
 *
 * @param type the class of the error, such as {@code invalid_request_error}
 * @param code the exact error, for programs
 * @param parameter the invalid field of the request
 * @param message what, why and what to do, for people
 * @param retryAfter how long to wait before a retry, if known
 * @param retry whether SDKs are to retry by themselves ({@code x-should-retry}); null leaves it to them
 */
public record ErrorReply(
        int status,
        String type,
        @Nullable String code,
        @Nullable String parameter,
        String message,
        @Nullable Duration retryAfter,
        @Nullable Boolean retry) {
    /** The type of errors of the client. */
    public static final String INVALID_REQUEST = "invalid_request_error";

    /** The type of errors of the gateway or an upstream. */
    public static final String SERVER_ERROR = "server_error";

    public static ErrorReply of(int status, String type, String code, String message) {
        return new ErrorReply(status, type, code, null, message, null, null);
    }

    /** A 400; {@code parameter} is a path in the request's JSON, null if the whole request is invalid. */
    public static ErrorReply invalid(@Nullable String parameter, String code, String message) {
        return new ErrorReply(400, INVALID_REQUEST, code, parameter, message, null, null);
    }

    /** A 500 for an internal error: names the request's id, by which the log has the details. */
    public static ErrorReply internal(String requestId) {
        return new ErrorReply(
                500,
                SERVER_ERROR,
                "internal_error",
                null,
                "Internal error. The gateway's log has the details, under the request id " + requestId + ".",
                null,
                false);
    }
}
