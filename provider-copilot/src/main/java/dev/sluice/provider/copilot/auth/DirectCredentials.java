package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Credentials without an exchange: the user's own token as it is, a fine-grained one with the Copilot Requests
 * permission, an OAuth token or an installation's. The API host is asked for once per token.
 */
public final class DirectCredentials implements Credentials {
    private final GitHubTokens tokens;
    private final DirectEndpoint endpoint;
    private volatile @Nullable Known known;

    public DirectCredentials(GitHubTokens tokens, DirectEndpoint endpoint) {
        this.tokens = tokens;
        this.endpoint = endpoint;
    }

    @Override
    public Credential current() {
        GitHubAccount account = tokens.usable()
                .orElseThrow(
                        () -> new SignInRequiredException(
                                "There is no token in GITHUB_COPILOT_TOKEN. With the "
                                        + "setting auth: direct it must be a token of your own that has the Copilot Requests permission."));
        Known latest = known;
        if (latest == null || !latest.mark.equals(account.mark())) {
            URI api = endpoint.find(account.token());
            latest = new Known(account.mark(), new Credential(account.token(), api));
            known = latest;
        }
        return latest.credential;
    }

    @Override
    public boolean renew(Credential credential, boolean misdirected) {
        if (misdirected) {
            known = null;
            return true;
        }
        Secret now = tokens.usable().map(GitHubAccount::token).orElse(credential.token());
        return !now.equals(credential.token());
    }

    @Override
    public Optional<String> readinessProblem() {
        return tokens.usable().isPresent()
                ? Optional.empty()
                : Optional.of("GITHUB_COPILOT_TOKEN holds no token for the setting auth: direct");
    }

    @Override
    public OptionalDouble secondsLeft() {
        return OptionalDouble.empty();
    }

    @Override
    public void start() {
        // Nothing to prepare: the host is asked for with the first request.
    }

    @Override
    public void close() {
        // Nothing runs.
    }

    private record Known(String mark, Credential credential) {}
}
