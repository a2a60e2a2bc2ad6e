package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Response;

/** Error replies of {@code /v1/messages}, in Anthropic's envelope. */
public final class MessagesErrors {

    private MessagesErrors() {}

    /** 400, {@code invalid_request_error}. */
    public static Response invalid(String message) {
        return of(400, "invalid_request_error", message);
    }

    /** 400, more prompt than the model takes. */
    public static Response promptTooLong(long tokens, long limit) {
        return invalid("prompt is too long: " + tokens + " tokens > " + limit + " maximum");
    }

    /** Any status with Anthropic's envelope. */
    public static Response of(int status, String type, String message) {
        return Response.text(
                status,
                JsonValues.object(
                                "type",
                                "error",
                                "error",
                                JsonValues.object("type", type, "message", message),
                                "request_id",
                                "req_vrtx_" + SimulatedCredentials.hex(12))
                        .toString());
    }
}
