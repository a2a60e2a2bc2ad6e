package dev.sluice.it;

import static dev.sluice.it.StreamsClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotRefusals;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that go stale, are revoked, refused, shared and wanted by many at once. */
final class TokenLifeIT {
    private static final String COPILOT_CHAT = "/chat/completions";
    private static final int MANY = 20;

    @TempDir
    Path home;

    private CopilotSimulator simulator;

    @BeforeEach
    void startSimulator() {
        simulator =
                CopilotSimulator.builder().pollInterval(Duration.ofSeconds(1)).start();
    }

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    private RunningGateway startGateway() {
        return RunningGateway.start(home, simulator, Map.of());
    }

    private RunningGateway startSignedIn() throws Exception {
        simulator.addGitHubToken("ghu_synthetic");
        Files.writeString(home.resolve(".env"), "GITHUB_COPILOT_TOKEN=ghu_synthetic\n");
        return startGateway();
    }

    private int deviceCodes() {
        return simulator.requests().count("/login/device/code");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callerDoesNotNoticeThatTheTokenWentStale(boolean stream) throws Exception {
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway)) {
            assertThat(client.chat().status()).isEqualTo(200);
            int exchanges = simulator.exchanges().size();
            simulator.expireCopilotTokens();

            assertThat(client.chat(StreamsClient.MODEL, stream).status()).isEqualTo(200);
            assertThat(simulator.exchanges()).hasSize(exchanges + 1);
            assertThat(simulator.requests().count(COPILOT_CHAT)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void secondRefusalIsPassedOnHonestly(boolean stream) throws Exception {
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway)) {
            assertThat(client.chat().status()).isEqualTo(200);
            int exchanges = simulator.exchanges().size();
            simulator.faults().always(COPILOT_CHAT, Fault.responding(CopilotRefusals.tokenExpired()));

            StreamsReply reply = client.chat(StreamsClient.MODEL, stream);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.errorCode()).isEqualTo("copilot_token_rejected");
            assertThat(reply.error().getString("message")).contains("unauthorized: token expired");
            assertThat(simulator.exchanges()).hasSize(exchanges + 1);
            assertThat(simulator.requests().count(COPILOT_CHAT)).isEqualTo(3);

            simulator.faults().clear();
            assertThat(client.chat().status()).isEqualTo(200);
        }
    }

    @Test
    void revokedTokenLeadsToANewSignIn() throws Exception {
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway)) {
            assertThat(client.chat().status()).isEqualTo(200);
            assertThat(deviceCodes()).isZero();
            simulator.revokeGitHubTokens();
            simulator.expireCopilotTokens();

            StreamsReply reply = client.chat();
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.errorCode()).isEqualTo("copilot_sign_in_required");
            String code = simulator.pendingUserCodes().getFirst();
            assertThat(reply.error().getString("message")).contains(code, simulator.githubUrl() + "/login/device");
            await("the banner", () -> gateway.output().contains("Enter code: " + code));

            simulator.approve(code);
            await("the new token", () -> gateway.output().contains("✅ Token saved to .env file"));
            assertThat(client.chat().status()).isEqualTo(200);
            assertThat(Files.readString(home.resolve(".env"))).doesNotContain("ghu_synthetic\n");
        }
    }

    @Test
    void accountWithoutAPlanIsToldGitHubsReasonAndNotSignedInAnew() throws Exception {
        simulator.account().refuse("no_copilot_access");
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway)) {
            StreamsReply reply = client.chat();
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.error().getString("type")).isEqualTo("permission_error");
            assertThat(reply.errorCode()).isEqualTo("no_copilot_access");
            assertThat(reply.error().getString("message"))
                    .contains("No access to GitHub Copilot found. You are currently logged in as octocat")
                    .contains("https://github.com/github-copilot/signup");
            assertThat(deviceCodes()).isZero();

            assertThat(client.chat().status()).isEqualTo(403);
            assertThat(simulator.exchanges()).hasSize(1);
        }
    }

    @Test
    void manyRequestsAtOnceShareOneExchange() throws Exception {
        Stall stall = Stall.untilReleased();
        simulator.faults().next(CopilotSimulator.EXCHANGE, Fault.stallingBeforeHead(stall));
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<StreamsReply>> cold = chats(client, callers);
            assertThat(stall.awaitReached(StreamsClient.PATIENCE)).isTrue();
            stall.release();
            assertAllAnswered(cold);
            assertThat(simulator.exchanges()).hasSize(1);

            simulator.expireCopilotTokens();
            assertAllAnswered(chats(client, callers));
            assertThat(simulator.exchanges()).hasSize(2);
        }
    }

    private static List<Future<StreamsReply>> chats(StreamsClient client, ExecutorService callers) {
        List<Future<StreamsReply>> replies = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            replies.add(callers.submit(() -> client.chat()));
        }
        return replies;
    }

    private static void assertAllAnswered(List<Future<StreamsReply>> replies) throws Exception {
        for (Future<StreamsReply> reply : replies) {
            assertThat(reply.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void twoGatewaysOnOneHomeFolderShareSignInAndToken() throws Exception {
        try (RunningGateway one = startGateway();
                RunningGateway other = startGateway();
                StreamsClient oneClient = new StreamsClient(one);
                StreamsClient otherClient = new StreamsClient(other)) {
            await("a code", () -> !simulator.pendingUserCodes().isEmpty());
            for (StreamsClient client : List.of(oneClient, otherClient)) {
                StreamsReply reply = client.chat();
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.errorCode()).isEqualTo("copilot_sign_in_required");
            }
            assertThat(deviceCodes()).isEqualTo(1);

            simulator.approve(simulator.pendingUserCodes().getFirst());
            String saved = "✅ Token saved to .env file";
            await(
                    "the token",
                    () -> one.output().contains(saved) || other.output().contains(saved));
            assertThat(oneClient.chat().status()).isEqualTo(200);
            assertThat(otherClient.chat().status()).isEqualTo(200);
            assertThat(simulator.exchanges()).hasSize(1);
            assertThat(deviceCodes()).isEqualTo(1);
        }
    }
}
