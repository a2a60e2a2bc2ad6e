package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;

/** Exchanges a GitHub token for a Copilot token: one call to {@code /copilot_internal/v2/token}. */
public final class TokenExchange {
    private static final Deadlines DEADLINES = Deadlines.each(Duration.ofSeconds(15));
    private static final int BODY_LIMIT = 256 * 1024;

    private final UpstreamClient http;
    private final GitHubSite site;
    private final ClientIdentity identity;
    private final Clock clock;

    /** Makes the exchange; a token's life is counted from this clock. */
    public TokenExchange(UpstreamClient http, GitHubSite site, ClientIdentity identity, Clock clock) {
        this.http = http;
        this.site = site;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Fetches a token. Throws {@link SignInRequiredException} if the GitHub token is no good, another error if GitHub
     * gave none for another reason.
     */
    IssuedToken fetch(GitHubAccount account) {
        var headers = identity.gitHubHeaders()
                .set("Authorization", "token " + account.token().reveal())
                .build();
        try (UpstreamResponse response = http.send(UpstreamRequest.get(site.exchange(), headers, DEADLINES))) {
            byte[] body = response.bytes(BODY_LIMIT);
            if (response.status() != 200) {
                throw ExchangeErrors.of(response.status(), response.headers(), body, clock);
            }
            return issued(body);
        }
    }

    private IssuedToken issued(byte[] body) {
        JsonObject reply = GitHubJson.object(body)
                .orElseThrow(() -> new ProviderException(
                        ErrorKind.UPSTREAM_PROTOCOL,
                        "the token exchange at " + site.api() + " answered 200 with something that is not JSON"));
        String token = GitHubJson.text(reply, "token")
                .orElseThrow(() ->
                        new SignInRequiredException("GitHub gave no Copilot token for the account that is signed in."));
        Duration refreshIn = Lifetime.refreshIn(
                GitHubJson.number(reply, "refresh_in").orElse(0),
                GitHubJson.number(reply, "expires_at").orElse(0),
                clock.instant());
        return new IssuedToken(Secret.of(token), clock.instant().plus(refreshIn), TokenFile.without(reply, "token"));
    }
}
