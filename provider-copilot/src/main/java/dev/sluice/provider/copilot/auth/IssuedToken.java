package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * A Copilot token with everything that GitHub said about it, as it is exchanged and as it is cached.
 *
 * @param token the token
 * @param freshUntil when to refresh it, by the local clock
 * @param info GitHub's reply without the token; unknown fields are kept
 */
record IssuedToken(Secret token, Instant freshUntil, JsonObject info) {

    /** Makes the token ready for use; throws if the API host that GitHub named must not be given the token. */
    CopilotToken forUse(GitHubSite site) {
        Duration refreshIn = Lifetime.refreshIn(
                GitHubJson.number(info, "refresh_in").orElse(0),
                GitHubJson.number(info, "expires_at").orElse(0),
                freshUntil);
        // Reading the same token again must not put its refresh off: what varies, varies by token.
        Random byToken = new Random(token.hashCode());
        return new CopilotToken(new Credential(token, api(site)), Lifetime.until(freshUntil, refreshIn, byToken));
    }

    private URI api(GitHubSite site) {
        if (site.copilotApi().isPresent()) {
            return site.copilotApi().get();
        }
        Optional<String> named = GitHubJson.object(info, "endpoints").flatMap(all -> GitHubJson.text(all, "api"));
        if (named.isPresent()) {
            return CopilotAddress.accepted(named.get(), site);
        }
        return site.usualCopilotApi()
                .orElseThrow(() -> new ProviderException(
                        ErrorKind.UPSTREAM_PROTOCOL,
                        "the token exchange at " + site.api() + " named no Copilot API, and none is configured"));
    }
}
