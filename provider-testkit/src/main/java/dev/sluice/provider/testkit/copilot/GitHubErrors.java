package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonObject;

/** Error replies of GitHub's REST API to token exchanges and identity calls. */
public final class GitHubErrors {

    private static final String DOCS = "https://docs.github.com/rest";

    private GitHubErrors() {}

    private static Response plain(int status, String message) {
        return Response.json(
                status,
                JsonValues.object("message", message, "documentation_url", DOCS, "status", Integer.toString(status)));
    }

    /** 401, the token is unknown or revoked. */
    public static Response badCredentials() {
        return plain(401, "Bad credentials");
    }

    /** 404: a token of an app that may not exchange, or an unknown path. */
    public static Response notFound() {
        return plain(404, "Not Found");
    }

    /** 403, the hourly limit. */
    public static Response rateLimited() {
        return plain(403, "API rate limit exceeded for user ID 583231.");
    }

    /** 403, a personal access token. */
    public static Response personalToken() {
        return plain(403, "Resource not accessible by personal access token");
    }

    /** 400, an {@code X-GitHub-Api-Version} that the public REST API does not know. */
    public static Response unknownApiVersion(String version) {
        return plain(400, "\"" + version + "\" is not a supported version of the REST API.");
    }

    /** A 5xx with a page, as GitHub sends it. */
    public static Response unavailable(int status) {
        return Response.of(status, "text/html; charset=utf-8", "<html><body><h1>Unicorn!</h1></body></html>\n");
    }

    /** 403 of the exchange with the envelope that names the reason, such as {@code no_copilot_access}. */
    public static Response notEntitled(String notificationId, String login) {
        boolean suspended = notificationId.equals("spammy_user");
        boolean none = notificationId.equals("no_copilot_access");
        String reason = suspended
                ? "Contact Support."
                : none ? "No access to GitHub Copilot found." : "Access refused: " + notificationId + ".";
        JsonObject details = JsonValues.object(
                "url",
                suspended
                        ? "https://support.github.com?editor={EDITOR}"
                        : "https://github.com/github-copilot/signup?editor={EDITOR}",
                "message",
                reason + " You are currently logged in as " + login + ".",
                "title",
                suspended ? "Contact Support" : "Signup for GitHub Copilot",
                "notification_id",
                notificationId);
        return Response.json(
                403,
                JsonValues.object(
                        "can_signup_for_limited",
                        false,
                        "error_details",
                        details,
                        "message",
                        "Resource not accessible by integration"));
    }
}
