package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the API host of a token that is used directly: by the user's Copilot facts, or else by GraphQL, or else the
 * usual one.
 */
public final class DirectEndpoint {
    private static final Deadlines DEADLINES = Deadlines.each(Duration.ofSeconds(15));
    private static final int BODY_LIMIT = 256 * 1024;
    private static final byte[] QUERY =
            "{\"query\":\"{ viewer { copilotEndpoints { api } } }\"}".getBytes(StandardCharsets.UTF_8);

    private final UpstreamClient http;
    private final GitHubSite site;
    private final ClientIdentity identity;
    private final Clock clock;

    public DirectEndpoint(UpstreamClient http, GitHubSite site, ClientIdentity identity, Clock clock) {
        this.http = http;
        this.site = site;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Asks for the host. Throws {@link SignInRequiredException} if GitHub does not know the token, another error if
     * GitHub cannot be asked now or names a host that is not to be trusted.
     */
    URI find(Secret token) {
        if (site.copilotApi().isPresent()) {
            return site.copilotApi().get();
        }
        Answer user = ask(UpstreamRequest.get(site.user(), headers(token), DEADLINES));
        return api(user.body)
                .or(() -> byGraphql(token, user.status))
                .map(named -> CopilotAddress.accepted(named, site))
                .or(site::usualCopilotApi)
                .orElseThrow(() -> new ProviderException(
                        ErrorKind.UPSTREAM_PROTOCOL,
                        "the GitHub at " + site.api() + " named no Copilot API, and none is configured"));
    }

    private Optional<String> byGraphql(Secret token, int userStatus) {
        Answer answer = ask(UpstreamRequest.post(site.graphql(), headers(token), QUERY, DEADLINES));
        if (userStatus == 401 && answer.status == 401) {
            throw new SignInRequiredException("GitHub does not accept the token in GITHUB_COPILOT_TOKEN: it was "
                    + "revoked, has expired or is wrong.");
        }
        return GitHubJson.object(answer.body, "data")
                .flatMap(data -> GitHubJson.object(data, "viewer"))
                .flatMap(viewer -> GitHubJson.object(viewer, "copilotEndpoints"))
                .flatMap(endpoints -> GitHubJson.text(endpoints, "api"));
    }

    private static Optional<String> api(JsonObject user) {
        return GitHubJson.object(user, "endpoints").flatMap(endpoints -> GitHubJson.text(endpoints, "api"));
    }

    private Headers headers(Secret token) {
        return identity.gitHubHeaders()
                .set("Authorization", "token " + token.reveal())
                .set("Content-Type", "application/json")
                .build();
    }

    private Answer ask(UpstreamRequest request) {
        try (UpstreamResponse response = http.send(request)) {
            byte[] body = response.bytes(BODY_LIMIT);
            int status = response.status();
            if (status >= 500 || status == 408 || status == 429) {
                throw ExchangeErrors.of(status, response.headers(), body, clock);
            }
            return new Answer(status, GitHubJson.object(body).orElse(JsonValue.EMPTY_JSON_OBJECT));
        }
    }

    private record Answer(int status, JsonObject body) {}
}
