package dev.sluice.it;

import static dev.sluice.it.StreamsClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Response;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by the device flow, from the first start to the next one. */
final class SignInIT {
    private static final String RULE = "═".repeat(62);
    private static final String AUTH = "/auth/copilot";

    @TempDir
    Path home;

    private CopilotSimulator simulator;
    private RunningGateway gateway;
    private StreamsClient client;

    @BeforeEach
    void start() {
        simulator =
                CopilotSimulator.builder().pollInterval(Duration.ofSeconds(1)).start();
        startGateway();
    }

    private void startGateway() {
        gateway = RunningGateway.start(home, simulator, Map.of());
        client = new StreamsClient(gateway);
    }

    @AfterEach
    void stop() {
        stopGateway();
        simulator.close();
    }

    private void stopGateway() {
        client.close();
        gateway.close();
    }

    private String code() throws IOException, InterruptedException {
        JsonObject state = client.post(AUTH, "").json();
        assertThat(state.getString("state")).isEqualTo("pending");
        return state.getString("user_code");
    }

    private void awaitState(String state) {
        await(AUTH + " says " + state, () -> state().equals(state));
    }

    private String state() {
        try {
            return client.get(AUTH).json().getString("state");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void signIn() throws IOException, InterruptedException {
        simulator.approve(code());
        awaitState("signed_in");
    }

    private Path env() {
        return home.resolve(".env");
    }

    private Path cache() {
        return home.resolve(".cache/githubcopilot-token.json");
    }

    private List<String> grep(String word, Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains(word))
                .toList();
    }

    @Test
    void firstStartShowsTheBannerThatUsersKnow() throws Exception {
        String code = code();
        List<String> banner = List.of(
                "",
                "╔" + RULE + "╗",
                "║           🔐 GITHUB COPILOT AUTHENTICATION                   ║",
                "╚" + RULE + "╝",
                "",
                "Please visit: " + simulator.githubUrl() + "/login/device",
                "Enter code: " + code,
                "",
                "Waiting for authorization...",
                "");
        await("the whole banner", () -> Collections.indexOfSubList(gateway.output(), banner) >= 0);
        assertThat(simulator.pendingUserCodes()).containsExactly(code);
    }

    @Test
    void requestsBeforeTheSignInAreToldAtOnceHowToFinishIt() throws Exception {
        for (boolean stream : new boolean[] {false, true}) {
            StreamsReply reply = client.chat(StreamsClient.MODEL, stream);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("content-type")).startsWith("application/json");
            assertThat(reply.header("x-request-id")).isNotBlank();
            assertThat(reply.errorCode()).isEqualTo("copilot_sign_in_required");
            assertThat(reply.error().getString("type")).isEqualTo("authentication_error");
            assertThat(reply.error()).containsKeys("message", "type", "code", "param");
            assertThat(reply.error().getString("message"))
                    .contains(simulator.githubUrl() + "/login/device")
                    .contains(simulator.pendingUserCodes().getFirst());
        }
        assertThat(simulator.requests().count("/login/device/code")).isEqualTo(1);
    }

    @Test
    void approvalLetsRequestsThroughWithoutARestart() throws Exception {
        assertThat(client.chat().status()).isEqualTo(401);
        signIn();

        assertThat(client.chat().status()).isEqualTo(200);
        assertThat(client.get("/ready").status()).isEqualTo(200);
        assertThat(Files.getPosixFilePermissions(env())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(cache())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        for (String name : List.of("\"token\"", "\"expires_at\"", "\"info\"")) {
            assertThat(Files.readAllLines(cache())).anyMatch(line -> line.startsWith("  " + name + ": "));
        }
        assertThat(gateway.output()).contains("✅ Authorization successful!", "✅ Token saved to .env file");
        String token = grep("GITHUB_COPILOT_TOKEN", env()).getFirst().replaceAll(".*=", "");
        assertThat(token).isNotBlank();
        assertThat(gateway.output()).noneMatch(line -> line.contains(token) || line.contains("tid="));
        assertThat(client.get(AUTH).body()).doesNotContain(token).doesNotContain("tid=");
    }

    @Test
    void signInCanBeAskedForCancelledAndStartedAnew() throws Exception {
        String first = code();
        JsonObject state = client.get(AUTH).json();
        assertThat(state.getString("state")).isEqualTo("pending");
        assertThat(state.getString("user_code")).isEqualTo(first);
        assertThat(state.getString("verification_uri")).isEqualTo(simulator.githubUrl() + "/login/device");
        assertThat(Instant.parse(state.getString("expires_at"))).isAfter(Instant.now());

        assertThat(client.delete(AUTH).json().getString("state")).isEqualTo("signed_out");
        assertThat(client.get(AUTH).json().getString("state")).isEqualTo("signed_out");

        assertThat(code()).isNotEqualTo(first);
        signIn();
        assertThat(client.post(AUTH, "").json().getString("state")).isEqualTo("signed_in");
    }

    @Test
    void guideWorksCommandByCommand() throws Exception {
        signIn();
        assertThat(client.chat().status()).isEqualTo(200);
        // grep GITHUB_COPILOT_TOKEN .env; grep expires_at .cache/githubcopilot-token.json
        assertThat(grep("GITHUB_COPILOT_TOKEN", env()))
                .singleElement()
                .satisfies(line -> assertThat(line).matches("GITHUB_COPILOT_TOKEN=gh[ou]_\\S+"));
        assertThat(grep("expires_at", cache()).getFirst())
                .matches("  \"expires_at\": \"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",");

        // rm .cache/githubcopilot-token.json
        int exchanges = simulator.exchanges().size();
        Files.delete(cache());
        assertThat(client.chat().status()).isEqualTo(200);
        assertThat(simulator.exchanges()).hasSize(exchanges + 1);
        assertThat(cache()).isRegularFile();

        // the placeholder into .env, the cache away, ./restart_server.sh
        stopGateway();
        Files.writeString(
                env(),
                Files.readString(env())
                        .replaceAll("(?m)^GITHUB_COPILOT_TOKEN=.*", "GITHUB_COPILOT_TOKEN=your_copilot_token_here"));
        Files.delete(cache());
        startGateway();
        assertThat(client.chat().errorCode()).isEqualTo("copilot_sign_in_required");
        signIn();
        assertThat(client.chat().status()).isEqualTo(200);
        assertThat(grep("GITHUB_COPILOT_TOKEN", env()))
                .singleElement()
                .satisfies(line -> assertThat(line).doesNotContain("your_copilot_token_here"));

        // and a restart after that needs neither sign-in nor exchange
        stopGateway();
        int before = simulator.exchanges().size();
        startGateway();
        assertThat(client.chat().status()).isEqualTo(200);
        assertThat(simulator.exchanges()).hasSize(before);
    }

    @Test
    void refusalByTheUserIsReportedAndTheNextRequestGetsAnotherCode() throws Exception {
        String first = code();
        simulator.deny(first);
        awaitState("failed");
        assertThat(client.get(AUTH).json().getString("reason")).contains("refused");

        StreamsReply reply = client.chat();
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errorCode()).isEqualTo("copilot_sign_in_required");
        String second = simulator.pendingUserCodes().getFirst();
        assertThat(second).isNotEqualTo(first);
        assertThat(reply.error().getString("message")).contains(second);
    }

    @Test
    void codeThatNobodyEnteredIsFollowedByAnother() throws Exception {
        String first = code();
        simulator.expire(first);
        await("another code", () -> !simulator.pendingUserCodes().isEmpty());
        String second = simulator.pendingUserCodes().getFirst();
        assertThat(second).isNotEqualTo(first);
        await("its announcement", () -> gateway.output().contains("Enter code: " + second));
        signIn();
        assertThat(client.chat().status()).isEqualTo(200);
    }

    @Test
    void wishForSlowerPollsIsHonoured() throws Exception {
        simulator
                .faults()
                .next(
                        CopilotSimulator.POLL,
                        Fault.responding(
                                Response.of(200, "application/json", "{\"error\":\"slow_down\",\"interval\":6}")));
        String code = code();
        List<RecordedRequest> first =
                simulator.requests().awaitRequests(CopilotSimulator.POLL, 1, StreamsClient.PATIENCE);
        simulator.approve(code);
        awaitState("signed_in");
        List<RecordedRequest> polls = simulator.devicePolls();
        // On a slow machine there may have been further ones before the approval.
        assertThat(polls).hasSizeGreaterThanOrEqualTo(2);
        assertThat(Duration.ofNanos(polls.get(1).nanos() - first.getFirst().nanos()))
                .isGreaterThan(Duration.ofSeconds(5));
    }
}
