package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Response;

/**
 * Replies of the Copilot API to exceeded limits: quota, rate, size, time, the client's version, the service
 * itself. Word for word as clients have reported it.
 */
public final class CopilotLimits {

    private CopilotLimits() {}

    /** 402, {@code quota_exceeded}; {@code retryAfter} is seconds or an HTTP date. */
    public static Response quotaExceeded(String retryAfter) {
        return CopilotRefusals.coded(402, "quota_exceeded", "You have no quota").header("Retry-After", retryAfter);
    }

    /** 402 with another code, such as {@code free_quota_exceeded} or {@code billing_not_configured}. */
    public static Response paymentRequired(String code) {
        return CopilotRefusals.coded(402, code, "You have no quota");
    }

    /** 408, the body came too slowly. */
    public static Response requestTimeout() {
        return CopilotRefusals.coded(
                408,
                "user_request_timeout",
                "Timed out reading request body. Try again, or use a smaller request size.");
    }

    /** 413 as text. */
    public static Response bodyTooLarge() {
        return Response.text(413, "Request Entity Too Large\n");
    }

    /** 413 as JSON, the other form that has been seen. */
    public static Response bodyTooLargeAsJson() {
        return CopilotRefusals.coded(413, "", "failed to parse request");
    }

    /** 421, a host of another plan. */
    public static Response misdirected() {
        return Response.text(421, "Misdirected Request\n");
    }

    /** 429 with a code such as {@code rate_limited} or {@code user_weekly_rate_limited}. */
    public static Response rateLimited(String code, String retryAfter) {
        return CopilotRefusals.coded(429, code, "Sorry, you have been rate-limited. Please wait before trying again.")
                .header("Retry-After", retryAfter)
                .header("X-RateLimit-Exceeded", code);
    }

    /** 466, the API version is unknown or obsolete. */
    public static Response versionUnsupported() {
        return Response.text(
                466,
                "bad request: the specified API version is no longer supported."
                        + " You may need to update your client to a newer version.\n");
    }

    /** 500, 502 or 504 with a text. */
    public static Response serverError(int status) {
        return Response.text(status, "upstream error\n");
    }

    /** 503, the provider behind Copilot is busy. */
    public static Response unavailable() {
        return Response.text(503, "service temporarily unavailable, please retry");
    }
}
