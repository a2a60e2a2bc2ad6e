package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A GitHub token, and the mark by which a cached Copilot token is known to be of it.
 *
 * @param token what GitHub gave the user
 * @param mark the start of a digest, which does not tell the token
 */
record GitHubAccount(Secret token, String mark) {
    private static final int MARK_LENGTH = 16;

    static GitHubAccount of(Secret token, URI exchange) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((token.reveal() + "\n" + exchange).getBytes(StandardCharsets.UTF_8));
            return new GitHubAccount(
                    token, HexFormat.of().formatHex(digest.digest()).substring(0, MARK_LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
