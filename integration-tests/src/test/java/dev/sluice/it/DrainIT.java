package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a gateway ends: told once, told twice, killed. */
final class DrainIT {
    private static final String CHAT_PATH = "/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    private CopilotSimulator simulator;
    private final Stall stall = Stall.untilReleased();

    @BeforeEach
    void startSimulator() throws IOException {
        simulator = CopilotSimulator.start();
        simulator.addGitHubToken("ghu_synthetic");
        Files.writeString(home.resolve(".env"), "# mine\nGITHUB_COPILOT_TOKEN=ghu_synthetic\nOTHER='kept'\n");
    }

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    @Test
    void letsARunningStreamEndAndTakesNoNewWork() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(home, simulator, Map.of());
                ClientSocket client = streaming(gateway)) {
            terminate(gateway);
            awaitNoNewWork(gateway.url());
            assertThat(gateway.process().isAlive()).isTrue();

            stall.release();

            assertThat(client.readUntil("0\r\n\r\n")).contains("\"finish_reason\":\"stop\"", "data: [DONE]");
            assertThat(gateway.awaitExit()).isZero();
        }
    }

    @Test
    void isNotReadyOnAConnectionThatIsOpenAlready() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(home, simulator, Map.of());
                ClientSocket client = streaming(gateway);
                ClientSocket probe = new ClientSocket(gateway.url())) {
            assertThat(probe.send(ClientSocket.get("/ready")).reply()).startsWith("HTTP/1.1 200");
            terminate(gateway);
            awaitNoNewWork(gateway.url());

            assertThat(readyOn(probe)).doesNotStartWith("HTTP/1.1 200");

            stall.release();
            assertThat(client.readUntil("0\r\n\r\n")).contains("\"finish_reason\":\"stop\"", "data: [DONE]");
            assertThat(gateway.awaitExit()).isZero();
        }
    }

    @Test
    void cutsAStreamThatTakesLongerThanItMay() throws Exception {
        Files.writeString(home.resolve("application.yaml"), "server:\n  drain-timeout: PT0.5S\n");
        try (RunningGateway gateway = RunningGateway.start(home, simulator, Map.of());
                ClientSocket client = streaming(gateway)) {
            terminate(gateway);

            assertThat(gateway.awaitExit()).isZero();
            assertThat(client.readToEnd()).doesNotContain("[DONE]");
            Eventually.holds(
                    "its line is in the log",
                    () -> gateway.output().stream().anyMatch(line -> line.contains("ending=stopped")));
        }
    }

    @Test
    void endsAtOnceWhenToldTwice() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(home, simulator, Map.of());
                ClientSocket client = streaming(gateway)) {
            terminate(gateway);
            awaitNoNewWork(gateway.url());
            terminate(gateway);

            assertThat(gateway.awaitExit()).isEqualTo(143);
            assertThat(client.closedByPeer()).isTrue();
        }
    }

    @Test
    void leavesWholeFilesWhenItIsKilledWhileItRefreshes() throws Exception {
        String env = Files.readString(home.resolve(".env"));
        Path cache = home.resolve(".cache/githubcopilot-token.json");
        try (RunningGateway gateway = RunningGateway.start(home, simulator, Map.of())) {
            assertThat(chat(gateway)).startsWith("HTTP/1.1 200");
            simulator.revokeCopilotTokens();
            simulator.faults().next(CopilotSimulator.EXCHANGE, Fault.stallingBeforeBody(stall));
            try (ClientSocket client = new ClientSocket(gateway.url())) {
                client.send(ClientSocket.post("/v1/chat/completions", ClientSocket.CHAT));
                assertThat(stall.awaitReached(PATIENCE)).isTrue();
                gateway.kill();
            }
        }

        assertThat(home.resolve(".env")).hasContent(env);
        try (var reader = Json.createReader(Files.newInputStream(cache))) {
            JsonObject token = reader.readObject();
            assertThat(token.getString("token")).isNotBlank();
            assertThat(token.getString("expires_at")).isNotBlank();
        }
        try (RunningGateway next = RunningGateway.start(home, simulator, Map.of())) {
            assertThat(chat(next)).startsWith("HTTP/1.1 200");
        }
    }

    /** A client that has read the begin of a stream, which then stops. */
    private ClientSocket streaming(RunningGateway gateway) throws Exception {
        assertThat(chat(gateway)).startsWith("HTTP/1.1 200");
        simulator.faults().next(CHAT_PATH, Fault.stallingAfterParts(3, stall));
        ClientSocket client = new ClientSocket(gateway.url());
        client.send(ClientSocket.post("/v1/chat/completions", ClientSocket.STREAM));
        assertThat(client.readUntil("data: ")).startsWith("HTTP/1.1 200");
        assertThat(stall.awaitReached(PATIENCE)).isTrue();
        return client;
    }

    private static String chat(RunningGateway gateway) throws IOException {
        return ClientSocket.ask(gateway.url(), ClientSocket.post("/v1/chat/completions", ClientSocket.CHAT));
    }

    private static void terminate(RunningGateway gateway) {
        // Process.destroy would close the streams that the test still reads.
        gateway.process().toHandle().destroy();
    }

    /** Until new connections are refused, or answered with 503 on the probe and on everything else. */
    private static void awaitNoNewWork(URI url) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (takesWork(url, "/ready") || takesWork(url, "/v1/models")) {
            assertThat(System.nanoTime()).as("still takes work").isLessThan(end);
        }
    }

    /** Empty if the connection was closed. */
    private static String readyOn(ClientSocket open) {
        try {
            return open.send(ClientSocket.get("/ready")).reply();
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean takesWork(URI url, String path) {
        try {
            String reply = ClientSocket.ask(url, ClientSocket.get(path));
            return !reply.isEmpty() && !reply.startsWith("HTTP/1.1 503");
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            // Accepted by the system, and cut when the listener was closed.
            return false;
        }
    }
}
