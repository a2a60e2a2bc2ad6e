package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of models: always there, never shorter than it was, never the start of a sign-in. */
final class ModelListIT {
    private static final String LIST = "/v1/models";
    private static final String COPILOT_MODELS = "/models";

    /** As many as the earlier gateway fell back to when its token was over. */
    private static final int FEW = 6;

    /** Every listing looks whether there is a newer list. */
    private static final Map<String, String> NEVER_FRESH = Map.of("SLUICE_MODELS_LIST_FRESHNESS", "PT0.001S");

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

    private RunningGateway startSignedIn() throws Exception {
        simulator.addGitHubToken("ghu_synthetic");
        Files.writeString(home.resolve(".env"), "GITHUB_COPILOT_TOKEN=ghu_synthetic\n");
        return RunningGateway.start(home, simulator, NEVER_FRESH);
    }

    private static List<String> ids(StreamsReply reply) {
        assertThat(reply.status()).isEqualTo(200);
        return reply.json().getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .map(model -> model.getString("id"))
                .toList();
    }

    private static List<String> wholeList(StreamsClient client) throws Exception {
        List<String> ids = ids(client.get(LIST));
        assertThat(ids).hasSizeGreaterThan(FEW).doesNotHaveDuplicates().contains("copilot-gpt-4o");
        assertThat(ids).allSatisfy(id -> assertThat(id).startsWith("copilot-"));
        return ids;
    }

    private int deviceCodes() {
        return simulator.requests().count("/login/device/code");
    }

    @Test
    void silentUpstreamNeitherEmptiesNorDelaysTheList() throws Exception {
        List<String> whole;
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway)) {
            whole = wholeList(client);
            simulator.faults().always(COPILOT_MODELS, Fault.neverAnswering());
            for (int i = 0; i < 3; i++) {
                assertThat(ids(client.get(LIST))).isEqualTo(whole);
            }
        }
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway)) {
            assertThat(ids(client.get(LIST))).as("kept over a restart").isEqualTo(whole);
            assertThat(client.chat().status()).isEqualTo(200);
        }
    }

    @Test
    void firstListIsNotWaitedForWithoutEnd() throws Exception {
        Stall stall = Stall.untilReleased();
        simulator.faults().next(COPILOT_MODELS, Fault.stallingBeforeHead(stall));
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway)) {
            StreamsReply reply = client.get(LIST);
            assertThat(ids(reply)).isEmpty();
            assertThat(reply.header("x-provider-troubles")).isEqualTo("copilot");
            stall.release();
            StreamsClient.await("the list", () -> !listed(client).isEmpty());
            wholeList(client);
        }
    }

    @Test
    void tokenThatIsOverOrRevokedDoesNotShortenTheList() throws Exception {
        List<String> whole;
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway)) {
            whole = wholeList(client);
            simulator.expireCopilotTokens();
            assertThat(ids(client.get(LIST))).isEqualTo(whole);
            simulator.revokeGitHubTokens();
            simulator.expireCopilotTokens();
            for (int i = 0; i < 3; i++) {
                assertThat(ids(client.get(LIST))).isEqualTo(whole);
            }
            assertThat(deviceCodes()).isZero();
        }
    }

    @Test
    void listingNeverStartsASignIn() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(home, simulator, Map.of("COPILOT_SIGN_IN", "on-request"));
                StreamsClient client = new StreamsClient(gateway)) {
            StreamsReply reply = client.get(LIST);
            assertThat(ids(reply)).isEmpty();
            assertThat(reply.header("x-provider-troubles")).isEqualTo("copilot");
            assertThat(client.get(LIST + "/copilot-gpt-4o").status()).isNotEqualTo(200);
            assertThat(deviceCodes()).isZero();
            assertThat(client.get("/auth/copilot").json().getString("state")).isEqualTo("signed_out");

            assertThat(client.chat().errorCode()).isEqualTo("copilot_sign_in_required");
            simulator.approve(simulator.pendingUserCodes().getFirst());
            StreamsClient.await("the token", () -> gateway.output().contains("✅ Token saved to .env file"));
            assertThat(client.chat().status()).isEqualTo(200);
            StreamsClient.await(
                    "the list without a restart", () -> !listed(client).isEmpty());
            wholeList(client);
        }
    }

    private static List<String> listed(StreamsClient client) {
        try {
            return ids(client.get(LIST));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void modelAnswersToAllItsNamesAndSaysTheOneItWasCalled() throws Exception {
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway)) {
            wholeList(client);
            for (String id : List.of("copilot-gpt-4o", "copilot/gpt-4o", "ext-copilot-gpt-4o", "gpt-4o")) {
                StreamsReply reply = client.chat(id, false);
                assertThat(reply.status()).as(id).isEqualTo(200);
                assertThat(reply.json().getString("model")).isEqualTo(id);
                assertThat(reply.content()).isNotBlank();
                assertThat(simulator
                                .requests()
                                .last("/chat/completions")
                                .orElseThrow()
                                .json()
                                .getString("model"))
                        .isEqualTo("gpt-4o");

                StreamsReply stream = client.chat(id, true);
                assertThat(StreamsReply.parse(stream.events().getFirst()).getString("model"))
                        .isEqualTo(id);
                assertThat(client.get(LIST + "/" + id).status()).as(id).isEqualTo(200);
            }
        }
    }

    @Test
    void earlierPathsListTheSame() throws Exception {
        try (RunningGateway gateway = startSignedIn();
                StreamsClient client = new StreamsClient(gateway)) {
            List<String> whole = wholeList(client);
            assertThat(ids(client.get("/models"))).isEqualTo(whole);
            assertThat(ids(client.get("/api/models"))).isEqualTo(whole);
            JsonObject one = client.get(LIST + "/copilot-gpt-4o").json();
            assertThat(one.getString("object")).isEqualTo("model");
            assertThat(one.getInt("created")).as("seconds, not milliseconds").isPositive();
            assertThat(one.getString("owned_by")).isNotBlank();
        }
    }
}
