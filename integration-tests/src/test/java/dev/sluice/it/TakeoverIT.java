package dev.sluice.it;

import static dev.sluice.it.StreamsClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.copilot.TokenKind;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the earlier gateway has left in the home folder goes on working. */
final class TakeoverIT {
    private static final String TOKEN = "ghu_synthetic";
    private static final Duration LIFE = Duration.ofMinutes(25);

    @TempDir
    Path home;

    private CopilotSimulator simulator;

    /** How the earlier gateway has laid its cache out. */
    enum Layout {
        CURRENT,
        TOKEN_IN_INFO,
        WITHOUT_TOKEN
    }

    @BeforeEach
    void startSimulator() {
        simulator =
                CopilotSimulator.builder().pollInterval(Duration.ofSeconds(1)).start();
        simulator.addGitHubToken(TOKEN);
    }

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    private RunningGateway startGateway() {
        return RunningGateway.start(home, simulator, Map.of());
    }

    private void writeEnv(String content) throws IOException {
        Files.writeString(home.resolve(".env"), content);
    }

    private void writeCache(Layout layout, String token, JsonObjectBuilder file) throws IOException {
        Instant freshUntil = Instant.now().plus(LIFE);
        JsonObjectBuilder info = Json.createObjectBuilder()
                .add(
                        "endpoints",
                        Json.createObjectBuilder()
                                .add("api", simulator.copilotApiUrl().toString()))
                .add("expires_at", freshUntil.plus(Duration.ofMinutes(5)).getEpochSecond())
                .add("refresh_in", LIFE.toSeconds())
                .add("sku", "monthly_subscriber_quota")
                .add("chat_enabled", true);
        if (layout == Layout.CURRENT) {
            file.add("token", token);
        } else if (layout == Layout.TOKEN_IN_INFO) {
            info.add("token", token);
        }
        file.add("expires_at", freshUntil.toString()).add("info", info);
        Path cache = Files.createDirectories(home.resolve(".cache")).resolve("githubcopilot-token.json");
        Files.writeString(cache, file.build().toString());
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rw-r--r--"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WITHOUT_TOKEN")
    void filesOfTheEarlierGatewayNeedNeitherSignInNorExchange(Layout layout) throws Exception {
        writeEnv("GITHUB_COPILOT_ENABLED=true\nGITHUB_COPILOT_TOKEN=" + TOKEN + "\n"
                + "GITHUB_COPILOT_API_KEY=your_github_copilot_api_key_here\n");
        String cached = simulator.issueCopilotToken(Duration.ofMinutes(30));
        writeCache(layout, cached, Json.createObjectBuilder());
        try (RunningGateway gateway = startGateway();
                StreamsClient client = new StreamsClient(gateway)) {
            assertThat(client.chat().status()).isEqualTo(200);
            assertThat(client.get("/auth/copilot").json().getString("state")).isEqualTo("signed_in");
            assertThat(simulator
                            .requests()
                            .last("/chat/completions")
                            .orElseThrow()
                            .header("Authorization"))
                    .contains("Bearer " + cached);
            assertThat(gateway.output()).noneMatch(line -> line.contains("GITHUB COPILOT AUTHENTICATION"));
        }
        assertThat(simulator.exchanges()).isEmpty();
        assertThat(simulator.requests().count("/login/device/code")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void cacheOfNoUseCostsOneExchangeAndNoSignIn(Layout layout) throws Exception {
        writeEnv("GITHUB_COPILOT_TOKEN=" + TOKEN + "\n");
        writeCache(layout, simulator.issueCopilotToken(Duration.ofMinutes(30)), Json.createObjectBuilder());
        simulator.expireCopilotTokens();
        try (RunningGateway gateway = startGateway();
                StreamsClient client = new StreamsClient(gateway)) {
            assertThat(client.chat().status()).isEqualTo(200);
        }
        assertThat(simulator.exchanges()).hasSize(1);
        assertThat(simulator.requests().count("/login/device/code")).isZero();
    }

    @Test
    void cacheOfAnotherAccountIsNotUsed() throws Exception {
        simulator.addGitHubToken("ghu_another", TokenKind.COPILOT_APP, "hubot");
        writeEnv("GITHUB_COPILOT_TOKEN=ghu_another\n");
        try (RunningGateway gateway = startGateway();
                StreamsClient client = new StreamsClient(gateway)) {
            assertThat(client.chat().status()).isEqualTo(200);
        }
        String others = simulator
                .requests()
                .last("/chat/completions")
                .orElseThrow()
                .header("Authorization")
                .orElseThrow();
        writeEnv("GITHUB_COPILOT_TOKEN=" + TOKEN + "\n");
        try (RunningGateway gateway = startGateway();
                StreamsClient client = new StreamsClient(gateway)) {
            assertThat(client.chat().status()).isEqualTo(200);
        }
        assertThat(simulator
                        .requests()
                        .last("/chat/completions")
                        .orElseThrow()
                        .header("Authorization")
                        .orElseThrow())
                .isNotEqualTo(others);
        assertThat(simulator.exchanges())
                .extracting(exchange -> exchange.header("Authorization").orElse(""))
                .satisfies(all -> assertThat(all.getFirst()).endsWith("ghu_another"))
                .satisfies(all -> assertThat(all.getLast()).endsWith(TOKEN));
    }

    @Test
    void everythingElseInTheEnvFileSurvivesASignIn() throws Exception {
        String before = "# my keys, do not touch\r\n\r\nexport OTHER=\"a b\" # why\r\n"
                + "# GITHUB_COPILOT_TOKEN=commented\r\nGITHUB_COPILOT_TOKEN=";
        String after = "\r\nLAST='x=y'\r\n# the end";
        writeEnv(before + "your_copilot_token_here" + after);
        try (RunningGateway gateway = startGateway();
                StreamsClient client = new StreamsClient(gateway)) {
            simulator.approve(client.post("/auth/copilot", "").json().getString("user_code"));
            await("the token in .env", () -> gateway.output().contains("✅ Token saved to .env file"));
            assertThat(client.chat().status()).isEqualTo(200);
        }
        String now = Files.readString(home.resolve(".env"), StandardCharsets.UTF_8);
        assertThat(now).startsWith(before).endsWith(after);
        assertThat(now.substring(before.length(), now.length() - after.length()))
                .startsWith("gh")
                .doesNotContain("\r", "\n");
    }
}
