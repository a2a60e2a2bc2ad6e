package dev.sluice.dialects.messages;

import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.Locale;

/** Makes failures of what the dialect says has failed: an error in place of a message, or amid a stream. */
final class UpstreamFailures {
    private static final int LONGEST = 500;

    private UpstreamFailures() {}

    /** Takes the envelope, {@code {"type":"error","error":{...}}}. */
    static ProviderException of(Fields envelope) {
        JsonNode inner = envelope.object().get("error");
        JsonNode error = inner.is(JsonNode.Kind.OBJECT) ? inner : envelope.object();
        String type = text(error, "type");
        String message = text(error, "message");
        ProviderException.Builder failure = ProviderException.builder(
                kind(type, message), "The upstream failed: " + (message.isBlank() ? "it did not say why" : message));
        if (!type.isEmpty()) {
            failure.code(type);
        }
        String request = text(envelope.object(), "request_id");
        if (!request.isEmpty()) {
            failure.upstreamRequestId(request);
        }
        return failure.build();
    }

    private static ErrorKind kind(String type, String message) {
        // Anthropic has no type of its own for it.
        if (message.toLowerCase(Locale.ROOT).contains("content filter")) {
            return ErrorKind.CONTENT_FILTERED;
        }
        return switch (type) {
            case "invalid_request_error", "request_too_large" -> ErrorKind.INVALID_REQUEST;
            case "not_found_error" -> ErrorKind.UNKNOWN_MODEL;
            case "authentication_error" -> ErrorKind.SIGN_IN_REQUIRED;
            case "permission_error" -> ErrorKind.NOT_ENTITLED;
            case "billing_error" -> ErrorKind.QUOTA_EXHAUSTED;
            case "rate_limit_error" -> ErrorKind.RATE_LIMITED;
            case "timeout_error" -> ErrorKind.UPSTREAM_TIMEOUT;
            // "overloaded_error", "api_error", and what a later version may know.
            default -> ErrorKind.UPSTREAM_UNAVAILABLE;
        };
    }

    private static String text(JsonNode object, String name) {
        String text = object.get(name).string("");
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    static ProviderException protocol(String what) {
        return new ProviderException(
                ErrorKind.UPSTREAM_PROTOCOL, "The upstream's stream is not what it should be: " + what);
    }
}
