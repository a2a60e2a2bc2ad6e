package dev.sluice.gateway.http;

import dev.sluice.json.JsonText;
import java.nio.charset.StandardCharsets;

/**
 * Errors as Anthropic's API tells them, after <a href="https://docs.anthropic.com/en/api/errors">its reference</a>. The
 * code that other APIs have a field for leads the message, for there is nowhere else to tell it.
 */
final class AnthropicErrors {
    private static final int OVERLOADED = 529;

    private AnthropicErrors() {}

    /** An upstream or gateway that asks to come later is overloaded, in Anthropic's terms. */
    static int status(ErrorReply error) {
        return error.status() == 503 ? OVERLOADED : error.status();
    }

    static byte[] json(ErrorReply error, String requestId) {
        return ("{\"type\":\"error\",\"error\":{\"type\":" + JsonText.quote(type(status(error))) + ",\"message\":"
                        + JsonText.quote(message(error)) + "},\"request_id\":" + JsonText.quote(requestId) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case OVERLOADED -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    private static String message(ErrorReply error) {
        String code = error.code();
        return code == null || error.message().contains(code) ? error.message() : code + ": " + error.message();
    }
}
