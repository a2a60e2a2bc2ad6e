package dev.sluice.gateway.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An error that a caller is told, before its {@link ApiFormat} puts it into words.
 *
 * @param status the HTTP status
 * @param type the family of the error, such as {@code invalid_request_error}
 * @param code what exactly, for programs
 * @param parameter the field of the request that is to blame
 * @param message what, why and what to do, for people
 * @param retryAfter how long to wait before trying again, if that is known
 * @param retry whether the official SDKs shall retry by themselves ({@code x-should-retry}); null leaves it to them
 */
public record ErrorReply(
        int status,
        String type,
        @Nullable String code,
        @Nullable String parameter,
        String message,
        @Nullable Duration retryAfter,
        @Nullable Boolean retry) {
    /** The type of errors that the caller made. */
    public static final String INVALID_REQUEST = "invalid_request_error";

    /** The type of errors that the gateway or an upstream made. */
    public static final String SERVER_ERROR = "server_error";

    /** Makes an error of which no more is known. */
    public static ErrorReply of(int status, String type, String code, String message) {
        return new ErrorReply(status, type, code, null, message, null, null);
    }

    /**
     * Makes the error of a request whose field is wrong.
     *
     * @param parameter the field, as a path in the request's JSON; null if it is the whole
     */
    public static ErrorReply invalid(@Nullable String parameter, String code, String message) {
        return new ErrorReply(400, INVALID_REQUEST, code, parameter, message, null, null);
    }

    /** Makes the error of a defect: it names the line of the log, and nothing else. */
    public static ErrorReply internal(String requestId) {
        return new ErrorReply(
                500,
                SERVER_ERROR,
                "internal_error",
                null,
                "The gateway failed to answer this request; its log says why, under the request id " + requestId + ".",
                null,
                false);
    }
}
