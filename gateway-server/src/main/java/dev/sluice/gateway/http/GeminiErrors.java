package dev.sluice.gateway.http;

import dev.sluice.json.JsonText;
import java.nio.charset.StandardCharsets;

/**
 * Errors as Google's APIs tell them, after <a href="https://cloud.google.com/apis/design/errors">their design guide</a>:
 * the code goes into an {@code ErrorInfo}, the wait into a {@code RetryInfo}.
 */
final class GeminiErrors {
    private static final String TYPE = "{\"@type\":\"type.googleapis.com/google.rpc.";

    private GeminiErrors() {}

    static byte[] json(ErrorReply error) {
        StringBuilder json = new StringBuilder(256 + error.message().length());
        json.append("{\"error\":{\"code\":").append(error.status()).append(",\"message\":");
        json.append(JsonText.quote(error.message()));
        json.append(",\"status\":").append(JsonText.quote(status(error.status())));
        json.append(",\"details\":[").append(TYPE).append("ErrorInfo\",\"reason\":");
        json.append(JsonText.quote(error.code() == null ? error.type() : error.code()));
        json.append(",\"domain\":\"sluice\"}");
        if (error.parameter() != null) {
            json.append(',').append(TYPE).append("BadRequest\",\"fieldViolations\":[{\"field\":");
            json.append(JsonText.quote(error.parameter())).append("}]}");
        }
        if (error.retryAfter() != null) {
            json.append(',').append(TYPE).append("RetryInfo\",\"retryDelay\":\"");
            json.append(error.retryAfter().plusNanos(999_999_999).toSeconds()).append("s\"}");
        }
        return json.append("]}}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String status(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 402, 429 -> "RESOURCE_EXHAUSTED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 499 -> "CANCELLED";
            case 501 -> "UNIMPLEMENTED";
            case 502, 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
        };
    }
}
