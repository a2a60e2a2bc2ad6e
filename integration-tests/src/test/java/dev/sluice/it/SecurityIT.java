package dev.sluice.it;

import static dev.sluice.it.ClientSocket.get;
import static dev.sluice.it.ClientSocket.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a running gateway serves: one as it comes, one with keys and an allow-list. */
final class SecurityIT {
    private static final String OK = "HTTP/1.1 200";
    private static final String[] PREFLIGHT = {
        "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization, content-type"
    };

    @TempDir
    private static Path plainHome;

    @TempDir
    private static Path keyedHome;

    private static CopilotSimulator simulator;
    private static RunningGateway plain;
    private static RunningGateway keyed;

    @BeforeAll
    static void start() throws IOException {
        simulator = CopilotSimulator.start();
        simulator.addGitHubToken("ghu_synthetic");
        Files.writeString(keyedHome.resolve("application.yaml"), """
                security:
                  keys:
                    alice: alice-key
                    build: sha256:%s
                server:
                  allowed-hosts: [models.example.com]
                cors:
                  allowed-origins: ["https://app.example.com"]
                """.formatted(sha256("build-key")));
        Map<String, String> token = Map.of("GITHUB_COPILOT_TOKEN", "ghu_synthetic");
        plain = RunningGateway.start(plainHome, simulator, token);
        keyed = RunningGateway.start(keyedHome, simulator, token);
    }

    @AfterAll
    static void stop() {
        plain.close();
        keyed.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:4000", "LOCALHOST", "127.0.0.1:4000", "[::1]:4000", "app.localhost", "10.0.0.7"})
    void answersToItsOwnNames(String host) throws Exception {
        assertThat(ask(plain, get("/v1/models", "Host: " + host))).startsWith(OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:4000", "localhost.evil.example", "127.0.0.1.evil.example"})
    void answersToNoNameThatAPageCouldBindToIt(String host) throws Exception {
        assertThat(ask(plain, get("/v1/models", "Host: " + host)))
                .startsWith("HTTP/1.1 403")
                .contains("host_not_allowed", "server.allowed-hosts");
        assertThat(ask(plain, get("/health", "Host: " + host))).startsWith(OK);
    }

    @Test
    void answersToANameThatIsAllowed() throws Exception {
        String key = "x-api-key: alice-key";

        assertThat(ask(keyed, get("/v1/models", "Host: models.example.com:80", key)))
                .startsWith(OK);
        assertThat(ask(keyed, get("/v1/models", "Host: other.example.com", key)))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:3000"})
    void servesNoForeignPage(String origin) throws Exception {
        assertThat(ask(plain, get("/v1/models", "Origin: " + origin)))
                .startsWith("HTTP/1.1 403")
                .contains("origin_not_allowed", "cors.allowed-origins")
                .doesNotContainIgnoringCase("access-control-allow-origin");
        assertThat(ask(plain, preflight(origin)))
                .startsWith("HTTP/1.1 403")
                .doesNotContainIgnoringCase("access-control-allow-origin");
    }

    @Test
    void servesAPageThatIsAllowed() throws Exception {
        assertThat(ask(keyed, preflight("https://app.example.com")))
                .startsWith("HTTP/1.1 204")
                .containsIgnoringCase("access-control-allow-origin: https://app.example.com")
                .containsIgnoringCase("access-control-allow-headers: authorization, content-type")
                .containsIgnoringCase("access-control-allow-methods: GET, POST");
        assertThat(ask(keyed, get("/v1/models", "Origin: https://app.example.com", "Authorization: Bearer alice-key")))
                .startsWith(OK)
                .containsIgnoringCase("access-control-allow-origin: https://app.example.com")
                .containsIgnoringCase("vary: origin");
        assertThat(ask(keyed, preflight("https://evil.example"))).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization: Bearer alice-key, alice",
        "authorization: bearer build-key, build",
        "x-api-key: build-key, build",
        "X-Proxy-Server-Key: alice-key, alice"
    })
    void takesAKeyWhereverToolsPutIt(String header, String name) throws Exception {
        String id = "it-" + header.hashCode();

        assertThat(ask(keyed, get("/v1/models", header, "x-request-id: " + id))).startsWith(OK);

        assertThat(ServerLog.awaitLine(keyed, id)).contains("key=" + name).doesNotContain("alice-key", "build-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Authorization: Bearer wrong",
                "Authorization: Bearer ",
                "Authorization: Basic alice-key",
                "x-api-key: ALICE-KEY",
                "x-api-key: alice"
            })
    void refusesClientsWithoutAKey(String header) throws Exception {
        assertThat(ask(keyed, get("/v1/models", header)))
                .startsWith("HTTP/1.1 401")
                .contains("invalid_api_key", "Authorization: Bearer");
        assertThat(ask(keyed, get("/ready", header))).doesNotStartWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models?key=alice-key, alice",
        "/v1beta/models?alt=json&key=build-key, build",
        "/v1beta/models?key=wrong-but-secret, ''",
        "/v1/models?key=alice-key, ''",
        "/v1beta/models?key=alice%2Dkey, alice"
    })
    void takesAKeyFromTheAddressOfGeminisApiAloneAndShowsItNowhere(String path, String name) throws Exception {
        String id = "it-" + path.hashCode();

        String reply = ask(keyed, get(path, "x-request-id: " + id));

        String line = ServerLog.awaitLine(keyed, id);
        if (name.isEmpty()) {
            assertThat(reply)
                    .startsWith("HTTP/1.1 401")
                    .contains(path.startsWith("/v1beta") ? "UNAUTHENTICATED" : "invalid_api_key");
        } else {
            assertThat(reply).startsWith(OK);
            assertThat(line).contains("key=" + name);
        }
        assertThat(reply).doesNotContain("alice-key", "build-key", "wrong-but-secret");
        assertThat(String.join("\n", keyed.output()))
                .doesNotContain("alice-key", "alice%2Dkey", "build-key", "wrong-but-secret");
    }

    @Test
    void doesNotTakeAHashForItsKey() throws Exception {
        assertThat(ask(keyed, get("/v1/models", "x-api-key: sha256:" + sha256("build-key"))))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void servesNoNetworkWithoutKeys(@TempDir Path home) throws Exception {
        try (RunningGateway refused = RunningGateway.launch(home, Map.of("HOST", "0.0.0.0"))) {
            assertThat(refused.awaitExit()).isEqualTo(1);
            assertThat(refused.output().getLast())
                    .startsWith("Sluice cannot start: the configuration has an error: server.host = 0.0.0.0")
                    .contains("security.keys", "PROXY_SERVER_KEY", "127.0.0.1");
        }
    }

    @Test
    void servesANetworkWithKeys(@TempDir Path home) throws Exception {
        Map<String, String> open = Map.of("HOST", "0.0.0.0", "PROXY_SERVER_KEY", "team-key");
        try (RunningGateway gateway = RunningGateway.start(home, simulator, open)) {
            assertThat(ask(gateway, get("/v1/models"))).startsWith("HTTP/1.1 401");
            assertThat(ask(gateway, get("/v1/models", "x-api-key: team-key"))).startsWith(OK);
            assertThat(gateway.output()).noneMatch(line -> line.contains("team-key"));
        }
    }

    private static String preflight(String origin) {
        return request("OPTIONS /v1/chat/completions", "", "Origin: " + origin, PREFLIGHT[0], PREFLIGHT[1]);
    }

    private static String ask(RunningGateway gateway, String request) throws IOException {
        return ClientSocket.ask(gateway.url(), request);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
