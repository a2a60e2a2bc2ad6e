package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.SignInStatus;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The code of the sign-in that runs, for the other gateways on the home folder to show. It is no secret: it is what a
 * person types at GitHub.
 */
final class SharedCode {
    private static final System.Logger LOG = System.getLogger(SharedCode.class.getName());
    private static final String NAME = "githubcopilot-sign-in.json";

    private final CacheStore store;

    SharedCode(CacheStore store) {
        this.store = store;
    }

    /** Shows a code to the others. Where that fails, they only know that somebody signs in. */
    void publish(SignInStatus.Pending code) {
        String json = IndentedJson.of(Json.createObjectBuilder()
                        .add("user_code", code.userCode())
                        .add("verification_uri", code.verificationUri().toString())
                        .add("expires_at", code.expiresAt().toString())
                        .build())
                + "\n";
        try {
            store.write(NAME, json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the sign-in code is not shared: {0}", e.getMessage());
        }
    }

    /** Takes back what was shown, also by one that crashed. */
    void withdraw() {
        try {
            store.delete(NAME);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the sign-in code is still shared: {0}", e.getMessage());
        }
    }

    /** Returns the code that another gateway shows. */
    Optional<SignInStatus.Pending> current(Instant now) {
        try {
            return store.read(NAME).flatMap(SharedCode::parse).filter(code -> now.isBefore(code.expiresAt()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<SignInStatus.Pending> parse(byte[] content) {
        return GitHubJson.object(content)
                .flatMap(code -> GitHubJson.text(code, "user_code")
                        .flatMap(userCode -> GitHubJson.text(code, "verification_uri")
                                .flatMap(uri -> GitHubJson.text(code, "expires_at")
                                        .flatMap(expiresAt -> pending(userCode, uri, expiresAt)))));
    }

    private static Optional<SignInStatus.Pending> pending(String userCode, String uri, String expiresAt) {
        try {
            return Optional.of(new SignInStatus.Pending(userCode, new URI(uri), Instant.parse(expiresAt)));
        } catch (URISyntaxException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
