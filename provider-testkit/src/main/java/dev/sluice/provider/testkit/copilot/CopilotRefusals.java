package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonObject;

/**
 * Error replies of the Copilot API, word for word as clients have reported them. Bodies are
 * {@code text/plain}, also those that hold JSON. For use with
 * {@link dev.sluice.provider.testkit.http.Fault#responding(Response)}.
 */
public final class CopilotRefusals {

    private CopilotRefusals() {}

    /** A JSON error with a code, as {@code text/plain}. */
    public static Response coded(int status, String code, String message) {
        return Response.text(
                status,
                JsonValues.object("error", JsonValues.object("message", message, "code", code))
                        .toString());
    }

    /** 400, no {@code Editor-Version}. */
    public static Response missingEditorVersion() {
        return Response.text(400, "bad request: missing Editor-Version header for IDE auth\n");
    }

    /** 400, an {@code Editor-Version} that is not {@code name/version}. */
    public static Response unknownEditorVersion() {
        return Response.text(400, "bad request: unknown Editor-Version header for IDE auth\n");
    }

    /** 400 without a reason. */
    public static Response badRequest() {
        return Response.text(400, "Bad Request\n");
    }

    /** 400, {@code model_not_supported}. */
    public static Response modelNotSupported() {
        JsonObject error = JsonValues.object(
                "message",
                "The requested model is not supported.",
                "code",
                "model_not_supported",
                "param",
                "model",
                "type",
                "invalid_request_error");
        return Response.text(400, JsonValues.object("error", error).toString());
    }

    /** 400, {@code model_not_available_for_integrator}. */
    public static Response modelNotAvailableForIntegrator(String integrator, String available) {
        return coded(
                400,
                "model_not_available_for_integrator",
                "The requested model is not available for integrator \"%s\". Available models: [%s]"
                        .formatted(integrator, available));
    }

    /** 400, {@code unsupported_api_for_model}. */
    public static Response unsupportedApi(String model, String endpoint) {
        return coded(
                400,
                "unsupported_api_for_model",
                "model \"%s\" is not accessible via the %s endpoint".formatted(model, endpoint));
    }

    /** 400, {@code no_available_model_endpoints}. */
    public static Response noEndpoints() {
        return coded(
                400,
                "no_available_model_endpoints",
                "no endpoints available for this model under your current plan and policies");
    }

    /** 400, images without the vision header. */
    public static Response missingVisionHeader() {
        return coded(400, "", "missing required Copilot-Vision-Request header for vision requests");
    }

    /** 400, {@code model_max_prompt_tokens_exceeded}. */
    public static Response promptTooLong(long tokens, long limit) {
        return coded(
                400,
                "model_max_prompt_tokens_exceeded",
                "prompt token count of %d exceeds the limit of %d".formatted(tokens, limit));
    }

    /** 400, {@code max_tokens} for a model that wants {@code max_completion_tokens}. */
    public static Response maxTokensUnsupported() {
        return coded(
                400,
                "invalid_request_body",
                "Unsupported parameter: 'max_tokens' is not supported with this model."
                        + " Use 'max_completion_tokens' instead.");
    }

    /** 400, {@code invalid_request_body} with a message of its own. */
    public static Response invalidBody(String message) {
        return coded(400, "invalid_request_body", message);
    }

    /**
     * 400, a tool that the service would have to run.
     *
     * @param type such as {@code image_generation}; web search is refused in words of its own, without its name
     */
    public static Response toolNotSupported(String type) {
        String message = type.startsWith("web_search")
                ? "The use of the web search tool is not supported."
                : "The requested tool " + type + " is not supported.";
        JsonObject error = JsonValues.object(
                "message", message, "code", "unsupported_value", "param", "tools", "type", "invalid_request_error");
        return Response.text(400, JsonValues.object("error", error).toString());
    }

    /** 400, a body that is not JSON. */
    public static Response unparsable() {
        return coded(400, "", "failed to parse request");
    }

    /** 400, the prompt was filtered. */
    public static Response contentFilter() {
        JsonObject error = JsonValues.object(
                "code",
                "content_filter",
                "message",
                "The response was filtered due to the prompt triggering the content management policy.",
                "param",
                "prompt",
                "status",
                400,
                "type",
                null);
        return Response.text(400, JsonValues.object("error", error).toString());
    }

    /** 400, a personal access token without the integration that may use one. */
    public static Response personalTokenUnsupported() {
        return Response.text(
                400,
                "checking third-party user token: bad request:"
                        + " Personal Access Tokens are not supported for this endpoint\n");
    }

    /** 401, a fine-grained token without the permission. */
    public static Response personalTokenWithoutPermission() {
        return Response.text(401, "unauthorized: Personal Access Token does not have Copilot Requests permission\n");
    }

    /** 401, the exchanged token is over. */
    public static Response tokenExpired() {
        return Response.text(401, "unauthorized: token expired\n");
    }

    /** 401, the token is unknown, revoked or rotated. */
    public static Response authenticationFailed() {
        return Response.text(401, "unauthorized: AuthenticateToken authentication failed\n");
    }

    /** 401, a policy is off or the token is of the wrong app. */
    public static Response featureNotAuthorized() {
        return Response.text(401, "unauthorized: not authorized to use this Copilot feature\n");
    }

    /** 401, the session token of auto mode is over or unknown. */
    public static Response invalidAutoMode() {
        return Response.text(401, "Invalid auto-mode selector");
    }

    /** 403, the account or client is blocked. */
    public static Response forbiddenByTerms() {
        return Response.text(
                403,
                "Access to this endpoint is forbidden. Please review our [Terms of Service]"
                        + "(https://docs.github.com/en/site-policy/github-terms/github-terms-of-service).");
    }

    /** 403 without a reason. */
    public static Response accessDenied() {
        return Response.text(403, "forbidden: access denied\n");
    }

    /** 403, no integration id, or an unknown one. */
    public static Response integrationNotAuthorized() {
        return Response.text(403, "token not authorized for this integration");
    }

    /** 404 with the code {@code not_found}. */
    public static Response notFound() {
        return coded(404, "not_found", "not found");
    }
}
