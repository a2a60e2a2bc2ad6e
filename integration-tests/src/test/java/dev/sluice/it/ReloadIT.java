package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the configuration while the gateway runs. */
final class ReloadIT {
    private static final String UPSTREAM = "/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String STREAM = ChatRequests.streamed("gpt-4.1", "hi");

    @TempDir
    private Path home;

    private CopilotSimulator simulator;
    private SignedInGateway sluice;

    @BeforeEach
    void start() throws IOException {
        configure("first", "PT5M", "");
        simulator = CopilotSimulator.start();
        sluice = SignedInGateway.start(home, simulator, Map.of("SLUICE_RESILIENCE_RETRY_ATTEMPTS", "1"));
    }

    @AfterEach
    void stop() {
        sluice.close();
    }

    @Test
    void takesAKeyAndADeadlineOverAndKeepsTheLastGoodOnesWhileTheFileIsBroken() throws Exception {
        simulator.faults().always(UPSTREAM, Fault.neverAnswering());

        configure("second", "PT0.2S", "");
        awaitKey("second");
        assertThat(chat("first")).startsWith("HTTP/1.1 401");
        assertThat(chat("second")).startsWith("HTTP/1.1 504");

        configure("third", "soon", "providers: {copilot: {sign-in: perhaps}}\n");
        ServerLog.awaitLine(sluice.gateway(), "providers.copilot.sign-in = perhaps (application.yaml, line ");
        assertThat(sluice.gateway().output())
                .filteredOn(line -> line.contains("deadlines.first-byte = soon (application.yaml, line "))
                .hasSize(1);
        assertThat(chat("third")).startsWith("HTTP/1.1 401");
        assertThat(chat("second")).startsWith("HTTP/1.1 504");
        assertThat(ready()).startsWith("HTTP/1.1 200").contains("deadlines.first-byte, providers.copilot.sign-in");

        simulator.faults().clear();
        configure("third", "PT1M", "");
        awaitKey("third");
        assertThat(chat("third")).startsWith("HTTP/1.1 200");
        assertThat(ready()).doesNotContain("has errors");
        assertThat(String.join("\n", sluice.gateway().output())).doesNotContain("-synthetic-key");
    }

    @Test
    void makesAProviderAnewAndLetsItsRunningStreamsEnd() throws Exception {
        Stall stall = Stall.untilReleased();
        simulator.faults().next(UPSTREAM, Fault.stallingAfterParts(3, stall));
        try (ClientSocket running = new ClientSocket(sluice.gateway().url())) {
            running.send(ClientSocket.post("/v1/chat/completions", STREAM, "x-api-key: first-synthetic-key"));
            assertThat(stall.awaitReached(PATIENCE)).isTrue();

            configure("first", "PT5M", "providers: {copilot: {user-agent: AnotherAgent/1}}\n");
            ServerLog.awaitLine(sluice.gateway(), "provider copilot (made anew)");
            assertThat(chat("first")).startsWith("HTTP/1.1 200");
            assertThat(simulator.requests().last(UPSTREAM).orElseThrow().header("User-Agent"))
                    .contains("AnotherAgent/1");

            stall.release();
            assertThat(running.reply()).contains("data: [DONE]");
        }
    }

    @Test
    void saysWhatNeedsARestart() throws Exception {
        configure("second", "PT5M", "server: {max-connections: 99}\n");

        assertThat(ServerLog.awaitLine(sluice.gateway(), "only after a restart"))
                .endsWith("server.max-connections");
        assertThat(chat("second")).startsWith("HTTP/1.1 200");
    }

    private void configure(String key, String firstByte, String further) throws IOException {
        Path draft = Files.writeString(
                home.resolve("application.yaml.new"),
                "security: {keys: [" + key + "-synthetic-key]}\ndeadlines: {first-byte: " + firstByte + "}\n"
                        + further);
        Files.move(draft, home.resolve("application.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitKey(String key) throws Exception {
        Eventually.holds(
                "the key " + key + " is taken",
                () -> ask(ClientSocket.get("/v1/models", "x-api-key: " + key + "-synthetic-key"))
                        .startsWith("HTTP/1.1 200"));
    }

    private String chat(String key) throws IOException {
        return ask(ClientSocket.post("/v1/chat/completions", STREAM, "x-api-key: " + key + "-synthetic-key"));
    }

    private String ready() throws IOException {
        return ask(ClientSocket.get("/ready"));
    }

    private String ask(String request) throws IOException {
        return ClientSocket.ask(sluice.gateway().url(), request);
    }
}
