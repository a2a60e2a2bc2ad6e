package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Stores a token that could not be stored when it came, such as for a full disk: ever more rarely, until it is there. */
final class LateSaving {
    private static final System.Logger LOG = System.getLogger(LateSaving.class.getName());

    private final GitHubTokens tokens;
    private final ProviderContext context;
    private final Secret token;
    private final BackOff backOff =
            new BackOff(Duration.ofSeconds(20), Duration.ofMinutes(10), RandomGenerator.getDefault());

    private LateSaving(GitHubTokens tokens, ProviderContext context, Secret token) {
        this.tokens = tokens;
        this.context = context;
        this.token = token;
    }

    /** Begins to try. Ends with the provider, and where another token has taken this one's place. */
    static void of(Secret token, GitHubTokens tokens, ProviderContext context) {
        new LateSaving(tokens, context, token).plan();
    }

    private void plan() {
        var _ = context.tasks().schedule("copilot-token-saving", backOff.next(), this::save);
    }

    private void save() {
        if (!tokens.holds(token)) {
            return;
        }
        try {
            tokens.store(token);
            context.announce(SignInBanner.SAVED);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the GitHub token still cannot be stored: {0}", e.getMessage());
            plan();
        }
    }
}
