package dev.sluice.provider.testkit.copilot;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** The valid GitHub tokens and the issued Copilot tokens. Thread-safe. */
final class SimulatedCredentials {

    /** Whose a GitHub token is. */
    record Holder(TokenKind kind, String login) {}

    private final Map<String, Holder> gitHub = new ConcurrentHashMap<>();
    private final Map<String, Instant> copilot = new ConcurrentHashMap<>();

    void addGitHub(String token, TokenKind kind, String login) {
        gitHub.put(token, new Holder(kind, login));
    }

    void revokeGitHub(String token) {
        gitHub.remove(token);
    }

    void revokeAllGitHub() {
        gitHub.clear();
    }

    Optional<Holder> gitHub(String token) {
        return Optional.ofNullable(gitHub.get(token));
    }

    String issueCopilot(Instant expiresAt, String sku) {
        String token =
                ("tid=%s;exp=%d;sku=%s;proxy-ep=proxy.individual.githubcopilot.com;st=dotcom;chat=1;cit=1;malfil=1;"
                                + "editor_preview_features=1;ccr=1;mcp=1;rt=1;8kp=1:%s")
                        .formatted(hex(16), expiresAt.getEpochSecond(), sku, hex(32));
        copilot.put(token, expiresAt);
        return token;
    }

    Optional<Instant> copilotExpiry(String token) {
        return Optional.ofNullable(copilot.get(token));
    }

    void expireCopilot() {
        copilot.replaceAll((token, expiresAt) -> Instant.EPOCH);
    }

    void revokeCopilot() {
        copilot.clear();
    }

    static String hex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
