package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.copilot.TokenKind;
import dev.sluice.provider.testkit.http.RecordedRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person edits {@code .env} while the gateway runs: the next request goes by what it says now. */
final class EditedEnvIT {
    private static final String CODE = "/login/device/code";
    private static final String COPILOT_CHAT = "/chat/completions";
    private static final String OTHER = "ghu_synthetic_other";

    @TempDir
    Path home;

    private CopilotSimulator simulator;
    private SignedInGateway gateway;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        simulator =
                CopilotSimulator.builder().pollInterval(Duration.ofSeconds(1)).start();
        gateway = SignedInGateway.start(home, simulator, Map.of());
        assertThat(chat().statusCode()).isEqualTo(200);
        assertThat(simulator.exchanges()).hasSize(1);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<String> chat() throws IOException, InterruptedException {
        return gateway.client().post(GatewayClient.CHAT, ChatRequests.of(false));
    }

    private void edit(String content) throws IOException {
        Files.writeString(home.resolve(".env"), content);
    }

    private static String authorization(RecordedRequest request) {
        return request.header("Authorization").orElseThrow();
    }

    @Test
    void otherTokenIsUsedFromTheNextRequestOn() throws Exception {
        String before = authorization(simulator.requests().last(COPILOT_CHAT).orElseThrow());
        simulator.addGitHubToken(OTHER, TokenKind.COPILOT_APP, "hubot");
        edit("# mine now\nGITHUB_COPILOT_TOKEN='" + OTHER + "'\n");

        assertThat(chat().statusCode()).isEqualTo(200);
        assertThat(chat().statusCode()).isEqualTo(200);

        assertThat(simulator.exchanges()).hasSize(2);
        assertThat(authorization(simulator.exchanges().getLast())).endsWith(" " + OTHER);
        assertThat(authorization(simulator.requests().last(COPILOT_CHAT).orElseThrow()))
                .isNotEqualTo(before);
        assertThat(simulator.requests().count(COPILOT_CHAT)).isEqualTo(3);
        assertThat(simulator.requests().count(CODE)).isZero();
    }

    @Test
    void placeholderStartsASignInAtTheNextRequest() throws Exception {
        edit("GITHUB_COPILOT_TOKEN=your_copilot_token_here\nOTHER=1\n");
        assertThat(gateway.client().get("/v1/models").statusCode()).isEqualTo(200);
        assertThat(simulator.requests().count(CODE)).isZero();

        HttpResponse<String> refused = chat();

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(GatewayClient.error(refused).getString("code")).isEqualTo("copilot_sign_in_required");
        String code = simulator.pendingUserCodes().getFirst();
        assertThat(GatewayClient.error(refused).getString("message")).contains(code);
        assertThat(simulator.requests().count(CODE)).isEqualTo(1);
        assertThat(simulator.requests().count(COPILOT_CHAT)).isEqualTo(1);

        simulator.approve(code);
        Eventually.holds("the new token", () -> gateway.gateway().output().contains("✅ Token saved to .env file"));
        assertThat(chat().statusCode()).isEqualTo(200);
        assertThat(Files.readString(home.resolve(".env")))
                .startsWith("GITHUB_COPILOT_TOKEN=gh")
                .endsWith("\nOTHER=1\n");
    }
}
