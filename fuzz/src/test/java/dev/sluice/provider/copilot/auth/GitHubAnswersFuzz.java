package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.copilot.api.CopilotCatalogue;
import dev.sluice.provider.copilot.errors.ErrorClassifier;
import dev.sluice.provider.copilot.errors.StaleTokenRule;
import java.time.Clock;
import java.util.Arrays;

/** What GitHub and Copilot answer beside models' replies, and the cache file of the token. */
public final class GitHubAnswersFuzz {
    private GitHubAnswersFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        TokenFile.parse(bytes).ifPresent(GitHubAnswersFuzz::written);
        OAuthReply reply = OAuthReply.parse(bytes);
        reply.text("device_code");
        reply.number("interval");
        ErrorClassifier.of("/responses", 400, Headers.empty(), bytes, Clock.systemUTC());
        ErrorClassifier.reported("/chat/completions", bytes);
        StaleTokenRule.causeOf(401, bytes);
        catalogue(bytes);
    }

    private static boolean catalogue(byte[] bytes) {
        try {
            CopilotCatalogue.parse(bytes);
            return true;
        } catch (ProviderException e) {
            // No catalogue.
            return false;
        }
    }

    private static void written(TokenFile file) {
        TokenFile again = TokenFile.parse(file.format()).orElseThrow();
        if (!Arrays.equals(file.format(), again.format())) {
            throw new AssertionError("written and read again it differs");
        }
    }
}
