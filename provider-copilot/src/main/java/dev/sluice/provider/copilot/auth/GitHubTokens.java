package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretStore;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The GitHub token as it stands in the {@code .env} file now, and whether GitHub has refused it. */
public final class GitHubTokens {
    private static final String NAME = "GITHUB_COPILOT_TOKEN";

    /** What the predecessor asked for first. Here it counts only where the proper key has no value. */
    private static final String OLD_NAME = "GITHUB_COPILOT_API_KEY";

    /** A fault at GitHub passes; whether it has is asked once in so long, by a request that needs to know. */
    private static final Duration SECOND_CHANCE = Duration.ofMinutes(10);

    private final SecretStore secrets;
    private final URI exchange;
    private final Clock clock;
    private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
    private volatile @Nullable GitHubAccount latest;

    public GitHubTokens(SecretStore secrets, GitHubSite site, Clock clock) {
        this.secrets = secrets;
        this.exchange = site.exchange();
        this.clock = clock;
    }

    /** Returns the token, unless there is none or GitHub has refused this very one. */
    Optional<GitHubAccount> usable() {
        Refusal last = refusal.get();
        return stored().filter(account -> last == null || !last.token.equals(account.token()));
    }

    private Optional<GitHubAccount> stored() {
        return secrets.get(NAME).or(() -> secrets.get(OLD_NAME)).map(token -> {
            GitHubAccount known = latest;
            if (known == null || !known.token().equals(token)) {
                known = GitHubAccount.of(token, exchange);
                latest = known;
            }
            return known;
        });
    }

    /** Returns the token, at times also one that was refused a while ago, or says why there is none to use. */
    GitHubAccount required() {
        return usable().or(this::secondChance)
                .orElseThrow(() -> new SignInRequiredException(
                        refusal.get() == null
                                ? "Nobody is signed in to GitHub Copilot."
                                : "GitHub no longer accepts the stored token (" + NAME + ")."));
    }

    private Optional<GitHubAccount> secondChance() {
        Refusal last = refusal.get();
        Instant now = clock.instant();
        return stored().filter(account -> last != null
                && last.token.equals(account.token())
                && !now.isBefore(last.until)
                // One request tries it. The others need not wait for what will likely be the same answer.
                && refusal.compareAndSet(last, new Refusal(last.token, now.plus(SECOND_CHANCE))));
    }

    /** Notes that GitHub refused a token: it is as good as absent for a while, or until another takes its place. */
    void refuse(GitHubAccount account) {
        refusal.set(new Refusal(account.token(), clock.instant().plus(SECOND_CHANCE)));
    }

    /** Notes that GitHub took a token. */
    void accept(GitHubAccount account) {
        refusal.updateAndGet(last -> last != null && last.token.equals(account.token()) ? null : last);
    }

    /** Lets a refused token be tried by the next request. */
    void reconsider() {
        refusal.updateAndGet(last -> last == null ? null : new Refusal(last.token, Instant.MIN));
    }

    void store(Secret token) throws IOException {
        // A refused one stays refused until the new one is in its place.
        refusal.updateAndGet(last -> last != null && last.token.equals(token) ? null : last);
        secrets.put(NAME, token);
    }

    /** Tells whether a token is the one in use. */
    boolean holds(Secret token) {
        return usable().filter(account -> account.token().equals(token)).isPresent();
    }

    private record Refusal(Secret token, Instant until) {}
}
