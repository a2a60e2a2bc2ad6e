package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretStore;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The GitHub token as it stands in the {@code .env} file now, and whether GitHub has refused it. */
public final class GitHubTokens {
    private static final String NAME = "GITHUB_COPILOT_TOKEN";

    /** What the predecessor asked for first. Here it counts only where the proper key has no value. */
    private static final String OLD_NAME = "GITHUB_COPILOT_API_KEY";

    private final SecretStore secrets;
    private final URI exchange;
    private volatile @Nullable GitHubAccount latest;
    private volatile @Nullable Secret refused;

    /**
     * Makes the view of a store.
     *
     * @param secrets where the token is kept
     * @param site the GitHub that it is of
     */
    public GitHubTokens(SecretStore secrets, GitHubSite site) {
        this.secrets = secrets;
        this.exchange = site.exchange();
    }

    /** Returns the token, unless there is none or GitHub has refused this very one. */
    Optional<GitHubAccount> usable() {
        Secret token = secrets.get(NAME).or(() -> secrets.get(OLD_NAME)).orElse(null);
        if (token == null || Objects.equals(refused, token)) {
            return Optional.empty();
        }
        GitHubAccount known = latest;
        if (known == null || !known.token().equals(token)) {
            known = GitHubAccount.of(token, exchange);
            latest = known;
        }
        return Optional.of(known);
    }

    /** Returns the token or says why there is none to use. */
    GitHubAccount required() {
        return usable().orElseThrow(() -> new SignInRequiredException(
                refused == null
                        ? "Nobody is signed in to GitHub Copilot."
                        : "GitHub no longer accepts the stored token (" + NAME + ")."));
    }

    /** Notes that GitHub refused a token: it is as good as absent from now on, until another takes its place. */
    void refuse(GitHubAccount account) {
        refused = account.token();
    }

    void store(Secret token) throws IOException {
        // A refused one stays refused until the new one is in its place.
        if (Objects.equals(refused, token)) {
            refused = null;
        }
        secrets.put(NAME, token);
    }
}
