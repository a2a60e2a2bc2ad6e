package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.support.Excerpt;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Says what GitHub's refusals to exchange or look up a token mean. */
final class ExchangeErrors {
    private static final String EDITOR = "{EDITOR}";
    private static final String SERVER_ERROR = "server_error";

    private ExchangeErrors() {}

    static RuntimeException of(int status, Headers headers, byte[] body, Clock clock) {
        JsonObject reply = GitHubJson.object(body).orElse(JsonValue.EMPTY_JSON_OBJECT);
        String message = GitHubJson.text(reply, "message").map(Excerpt::of).orElse("");
        if (status == 429 || (status == 403 && isRateLimit(message))) {
            return limited(status, headers, message, clock);
        }
        return switch (status) {
            case 401 ->
                new SignInRequiredException("GitHub no longer accepts the stored token: it was revoked or is wrong.");
            case 404 ->
                new SignInRequiredException("GitHub knows the stored token, but it belongs to an application that "
                        + "may not use Copilot.");
            case 403 -> refused(headers, reply, message, clock);
            default -> other(status, headers, message, clock);
        };
    }

    private static boolean isRateLimit(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.startsWith("api rate limit exceeded") || text.contains("secondary rate limit");
    }

    private static ProviderException limited(int status, Headers headers, String message, Clock clock) {
        ProviderException.Builder limited = builder(
                ErrorKind.RATE_LIMITED,
                "GitHub limits how often its tokens may be exchanged" + because(message),
                status,
                headers);
        AskedWait.ofLimit(headers, clock).ifPresent(limited::retryAfter);
        return limited.build();
    }

    private static ProviderException refused(Headers headers, JsonObject reply, String message, Clock clock) {
        Optional<JsonObject> details = GitHubJson.object(reply, "error_details");
        Optional<String> notification = details.flatMap(each -> GitHubJson.text(each, "notification_id"));
        // GitHub failed and says nothing about the account, whatever the status.
        return notification.filter(SERVER_ERROR::equals).isPresent()
                ? failure(ErrorKind.UPSTREAM_UNAVAILABLE, 403, headers, message, clock)
                : notEntitled(headers, details, message);
    }

    private static ProviderException notEntitled(Headers headers, Optional<JsonObject> details, String message) {
        String reason = details.flatMap(each -> GitHubJson.text(each, "message"))
                .map(Excerpt::of)
                .orElse(message);
        String url = details.flatMap(each -> GitHubJson.text(each, "url"))
                .map(text -> ". See " + Excerpt.of(text.replace(EDITOR, "vscode")))
                .orElse("");
        String hint = message.contains("personal access token")
                ? ". A personal access token works only with the setting auth: direct"
                : "";
        ProviderException.Builder refusal = builder(
                ErrorKind.NOT_ENTITLED,
                "GitHub does not let this account use Copilot" + because(reason.replaceAll("[.\\s]+$", "")) + url
                        + hint,
                403,
                headers);
        details.flatMap(each -> GitHubJson.text(each, "notification_id"))
                .filter(id -> id.matches("[a-z0-9_]{1,64}"))
                .ifPresent(refusal::code);
        return refusal.build();
    }

    private static ProviderException other(int status, Headers headers, String message, Clock clock) {
        boolean passing = status >= 500 || status == 408;
        ErrorKind kind = passing ? ErrorKind.UPSTREAM_UNAVAILABLE : ErrorKind.UPSTREAM_PROTOCOL;
        return failure(kind, status, headers, message, clock);
    }

    private static ProviderException failure(ErrorKind kind, int status, Headers headers, String message, Clock clock) {
        ProviderException.Builder failure = builder(
                kind,
                "GitHub answered " + status + " when asked for a Copilot token" + because(message),
                status,
                headers);
        AskedWait.of(headers, clock).ifPresent(failure::retryAfter);
        return failure.build();
    }

    private static ProviderException.Builder builder(ErrorKind kind, String message, int status, Headers headers) {
        ProviderException.Builder builder =
                ProviderException.builder(kind, message).upstreamStatus(status);
        headers.first("x-github-request-id").map(Excerpt::of).ifPresent(builder::upstreamRequestId);
        return builder;
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }
}
