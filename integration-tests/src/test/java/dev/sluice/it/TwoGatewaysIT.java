package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import jakarta.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways with one home folder. */
final class TwoGatewaysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 5;

    @TempDir
    private Path home;

    @Test
    void shareASignInAndTheTokensThatComeOfIt() throws Exception {
        try (CopilotSimulator simulator = CopilotSimulator.builder()
                        .pollInterval(Duration.ofSeconds(1))
                        .start();
                RunningGateway one = RunningGateway.start(home, simulator, Map.of());
                RunningGateway other = RunningGateway.start(home, simulator, Map.of())) {
            assertThat(chat(one)).startsWith("HTTP/1.1 401").contains("copilot_sign_in_required");
            assertThat(chat(other)).startsWith("HTTP/1.1 401").contains("copilot_sign_in_required");
            simulator.requests().awaitRequest(CopilotSimulator.POLL, PATIENCE);
            assertThat(simulator.pendingUserCodes()).hasSize(1);
            assertThat(simulator.requests().count("/login/device/code")).isEqualTo(1);
            String code = simulator.pendingUserCodes().getFirst();
            for (RunningGateway each : List.of(one, other)) {
                Eventually.holds("both name the code", () -> chat(each).contains(code));
                Eventually.holds("both show the code", () -> each.output().contains("Enter code: " + code));
            }

            simulator.approve(code);
            awaitReady(one);
            awaitReady(other);

            assertThat(chat(one)).startsWith("HTTP/1.1 200");
            assertThat(chat(other)).startsWith("HTTP/1.1 200");
            assertThat(simulator.requests().count("/login/device/code")).isEqualTo(1);
            assertThat(Files.readAllLines(home.resolve(".env")))
                    .filteredOn(line -> line.startsWith("GITHUB_COPILOT_TOKEN="))
                    .hasSize(1);
            refreshAtTheSameTime(simulator, one, other);
        }
    }

    private void refreshAtTheSameTime(CopilotSimulator simulator, RunningGateway one, RunningGateway other)
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            simulator.revokeCopilotTokens();
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(() -> chat(one));
                calls.add(() -> chat(other));
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<String> reply : threads.invokeAll(calls)) {
                    assertThat(reply.get()).startsWith("HTTP/1.1 200");
                }
            }
            try (var reader =
                    Json.createReader(Files.newInputStream(home.resolve(".cache/githubcopilot-token.json")))) {
                assertThat(reader.readObject()).containsKeys("token", "expires_at");
            }
        }
    }

    private static void awaitReady(RunningGateway gateway) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ClientSocket.ask(gateway.url(), ClientSocket.get("/ready")).startsWith("HTTP/1.1 200")) {
            assertThat(System.nanoTime()).as("not ready in time").isLessThan(end);
        }
    }

    private static String chat(RunningGateway gateway) throws Exception {
        return ClientSocket.ask(gateway.url(), ClientSocket.post("/v1/chat/completions", ClientSocket.CHAT));
    }
}
