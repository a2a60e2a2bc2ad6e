package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.provider.support.Excerpt;
import dev.sluice.provider.support.Loopback;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** The two calls of the OAuth 2.0 device flow, RFC 8628, as GitHub answers them: errors come with status 200. */
public final class DeviceFlow {
    private static final Deadlines DEADLINES = Deadlines.each(Duration.ofSeconds(15));
    private static final int BODY_LIMIT = 64 * 1024;
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);
    private static final long DEFAULT_LIFE = 900;
    private static final String CLIENT_ID = "client_id";

    private final UpstreamClient http;
    private final GitHubSite site;
    private final ClientIdentity identity;
    private final OAuthApp app;
    private final Clock clock;

    public DeviceFlow(UpstreamClient http, GitHubSite site, ClientIdentity identity, OAuthApp app, Clock clock) {
        this.http = http;
        this.site = site;
        this.identity = identity;
        this.app = app;
        this.clock = clock;
    }

    /**
     * Asks for a code; throws an error of a transient kind if GitHub cannot be asked now, of another if asking again is
     * pointless.
     */
    DeviceCode request() {
        Answer answer = post(
                site.deviceCode(),
                Json.createObjectBuilder().add(CLIENT_ID, app.clientId()).add("scope", app.scope()));
        if (unavailable(answer.status)) {
            throw ProviderException.builder(ErrorKind.UPSTREAM_UNAVAILABLE, "GitHub answered " + answer.status)
                    .upstreamStatus(answer.status)
                    .build();
        }
        OAuthReply reply = answer.reply;
        if (reply.text("error").isPresent() || answer.status != 200) {
            throw broken("GitHub refuses to give a sign-in code: " + reason(answer));
        }
        long life = reply.number("expires_in").orElse(DEFAULT_LIFE);
        return new DeviceCode(
                Secret.of(required(reply, "device_code")),
                userCode(required(reply, "user_code")),
                verificationUri(required(reply, "verification_uri")),
                clock.instant().plusSeconds(life),
                reply.number("interval").stream()
                        .filter(seconds -> seconds > 0)
                        .mapToObj(Duration::ofSeconds)
                        .findFirst()
                        .orElse(DEFAULT_INTERVAL));
    }

    /** Asks whether the user has decided. Never throws but when interrupted. */
    Poll poll(DeviceCode code) {
        JsonObjectBuilder body = Json.createObjectBuilder()
                .add(CLIENT_ID, app.clientId())
                .add("device_code", code.code().reveal())
                .add("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
        Answer answer;
        try {
            answer = post(site.accessToken(), body);
        } catch (ProviderException e) {
            if (e.kind() == ErrorKind.CANCELLED) {
                throw e;
            }
            return new Poll.Unavailable(Objects.requireNonNullElse(e.getMessage(), "no answer"), Duration.ZERO);
        }
        if (unavailable(answer.status)) {
            return new Poll.Unavailable(
                    "GitHub answered " + answer.status,
                    AskedWait.of(answer.headers, clock).orElse(Duration.ZERO));
        }
        return answer.reply
                .text("access_token")
                .<Poll>map(token -> new Poll.Approved(Secret.of(token)))
                .orElseGet(() -> refused(answer));
    }

    private static Poll refused(Answer answer) {
        return switch (answer.reply.text("error").orElse("")) {
            case "authorization_pending" -> new Poll.Waiting();
            case "slow_down" ->
                new Poll.SlowDown(
                        Duration.ofSeconds(answer.reply.number("interval").orElse(0)));
            case "expired_token", "token_expired" -> new Poll.Expired();
            case "access_denied" -> new Poll.Denied();
            default -> new Poll.Broken("GitHub ended the sign-in: " + reason(answer));
        };
    }

    private URI verificationUri(String named) {
        URI address;
        try {
            address = new URI(named.strip());
        } catch (URISyntaxException e) {
            throw broken("GitHub named a sign-in page that is not a URL");
        }
        boolean asConfigured = Objects.equals(address.getScheme(), site.web().getScheme())
                && Objects.equals(address.getHost(), site.web().getHost());
        if (address.getHost() == null || !("https".equals(address.getScheme()) || asConfigured || local(address))) {
            throw broken("GitHub named a sign-in page that is not https");
        }
        return address;
    }

    private boolean local(URI address) {
        return "http".equals(address.getScheme()) && Loopback.is(address) && Loopback.is(site.web());
    }

    private static String userCode(String code) {
        // It goes to the console as it is.
        if (!code.matches("[\\x21-\\x7e]{1,64}")) {
            throw broken("GitHub gave a sign-in code that nobody can type");
        }
        return code;
    }

    private static String required(OAuthReply reply, String name) {
        return reply.text(name).orElseThrow(() -> broken("GitHub's reply to the sign-in request lacks " + name));
    }

    private static ProviderException broken(String message) {
        return new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, message);
    }

    private static boolean unavailable(int status) {
        return status >= 500 || status == 408 || status == 429;
    }

    private static String reason(Answer answer) {
        String error = answer.reply.text("error").orElse("status " + answer.status);
        return Excerpt.of(answer.reply
                .text("error_description")
                .map(description -> error + " (" + description + ")")
                .orElse(error));
    }

    private Answer post(URI address, JsonObjectBuilder body) {
        Headers headers =
                identity.gitHubHeaders().set("Content-Type", "application/json").build();
        UpstreamRequest request = UpstreamRequest.post(
                address, headers, body.build().toString().getBytes(StandardCharsets.UTF_8), DEADLINES);
        try (UpstreamResponse response = http.send(request)) {
            OAuthReply reply = OAuthReply.parse(response.bytes(BODY_LIMIT));
            return new Answer(response.status(), response.headers(), reply);
        }
    }

    private record Answer(int status, Headers headers, OAuthReply reply) {}
}
