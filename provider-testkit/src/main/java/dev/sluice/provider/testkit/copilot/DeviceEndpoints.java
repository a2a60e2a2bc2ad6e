package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * GitHub's OAuth endpoints of the device flow. They take forms and JSON, answer forms unless JSON is asked for, and
 * report errors with status 200.
 */
final class DeviceEndpoints {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String DOCS =
            "https://docs.github.com/developers/apps/authorizing-oauth-apps#error-codes-for-the-device-flow";
    private static final Map<String, TokenKind> APPS = Map.of(
            "Iv1.b507a08c87ecfe98", TokenKind.COPILOT_APP,
            "01ab8ac9400c4e429b23", TokenKind.EDITOR_OAUTH_APP,
            "Ov23li8tweQw6odWQebz", TokenKind.OTHER_OAUTH_APP,
            "Ov23ctDVkRmgkPke0Mmm", TokenKind.OTHER_OAUTH_APP,
            "178c6fc778ccc68e1d6a", TokenKind.OTHER_OAUTH_APP);

    private final DeviceCodes flow;
    private final SimulatedCredentials credentials;
    private final Supplier<URI> gitHubUrl;
    private final AtomicInteger issued = new AtomicInteger();
    private volatile boolean disabled;

    DeviceEndpoints(DeviceCodes flow, SimulatedCredentials credentials, Supplier<URI> gitHubUrl) {
        this.flow = flow;
        this.credentials = credentials;
        this.gitHubUrl = gitHubUrl;
    }

    void disabled(boolean off) {
        disabled = off;
    }

    Response code(Request request) {
        String clientId = parameter(request, "client_id");
        if (!APPS.containsKey(clientId)) {
            return encode(request, JsonValues.object("error", "Not Found")).status(404);
        }
        if (disabled) {
            return error(request, "device_flow_disabled", "Device Flow must be explicitly enabled for this App");
        }
        DeviceCodes.Issued code = flow.issue(clientId);
        return encode(
                request,
                JsonValues.object(
                        "device_code",
                        code.deviceCode(),
                        "user_code",
                        code.userCode(),
                        "verification_uri",
                        gitHubUrl.get() + "/login/device",
                        "expires_in",
                        DeviceCodes.LIFETIME.toSeconds(),
                        "interval",
                        code.interval()));
    }

    Response accessToken(Request request) {
        String clientId = parameter(request, "client_id");
        if (!APPS.containsKey(clientId)) {
            return error(
                    request,
                    "incorrect_client_credentials",
                    "The client_id and/or client_secret passed are incorrect.");
        }
        if (disabled) {
            return error(request, "device_flow_disabled", "Device Flow must be explicitly enabled for this App");
        }
        if (!parameter(request, "grant_type").equals(GRANT)) {
            return error(request, "unsupported_grant_type", "The grant type must be " + GRANT + ".");
        }
        return polled(request, clientId, flow.poll(parameter(request, "device_code"), clientId));
    }

    private Response polled(Request request, String clientId, DeviceCodes.Poll poll) {
        return switch (poll.result()) {
            case PENDING -> error(request, "authorization_pending", "The authorization request is still pending.");
            case TOO_FAST ->
                encode(
                        request,
                        JsonValues.with(
                                failure("slow_down", "Too many requests have been made in the same timeframe."),
                                "interval",
                                poll.interval()));
            case EXPIRED -> error(request, "expired_token", "The `device_code` has expired.");
            case DENIED -> error(request, "access_denied", "The authorization request was denied.");
            case UNKNOWN -> error(request, "incorrect_device_code", "The device_code provided is not valid.");
            case APPROVED -> success(request, clientId);
        };
    }

    private Response success(Request request, String clientId) {
        TokenKind kind = APPS.getOrDefault(clientId, TokenKind.OTHER_OAUTH_APP);
        String prefix = kind == TokenKind.COPILOT_APP ? "ghu_" : "gho_";
        String token = prefix + "simulated" + issued.incrementAndGet();
        credentials.addGitHub(token, kind, "octocat");
        return encode(request, JsonValues.object("access_token", token, "token_type", "bearer", "scope", "read:user"));
    }

    private static Response error(Request request, String code, String description) {
        return encode(request, failure(code, description));
    }

    private static JsonObject failure(String code, String description) {
        return JsonValues.object("error", code, "error_description", description, "error_uri", DOCS);
    }

    private static String parameter(Request request, String name) {
        boolean json = request.header("Content-Type").orElse("").contains("json");
        return json
                ? JsonValues.parseObject(request.text())
                        .flatMap(body -> JsonValues.text(body, name))
                        .orElse("")
                : request.form(name).orElse("");
    }

    private static Response encode(Request request, JsonObject body) {
        if (request.header("Accept").orElse("").contains("json")) {
            return Response.of(200, "application/json; charset=utf-8", body.toString());
        }
        String form = body.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(plain(field.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return Response.of(200, "application/x-www-form-urlencoded; charset=utf-8", form);
    }

    private static String plain(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }
}
