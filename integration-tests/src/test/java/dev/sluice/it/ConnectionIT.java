package dev.sluice.it;

import static dev.sluice.it.ClientSocket.CHAT;
import static dev.sluice.it.ClientSocket.STREAM;
import static dev.sluice.it.ClientSocket.get;
import static dev.sluice.it.ClientSocket.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Stall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway makes of clients that speak badly, slowly, or no more. */
final class ConnectionIT {
    private static final String OK = "HTTP/1.1 200";
    private static final String PATH = "/v1/chat/completions";
    private static final String UPSTREAM = "/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    private static Path home;

    private static CopilotSimulator simulator;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        simulator = CopilotSimulator.start();
        simulator.addGitHubToken("ghu_synthetic");
        Files.writeString(home.resolve("application.yaml"), """
                server:
                  header-timeout: PT1S
                  body-timeout: PT1S
                  idle-timeout: PT1S
                """);
        gateway = RunningGateway.start(home, simulator, Map.of("GITHUB_COPILOT_TOKEN", "ghu_synthetic"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        simulator.close();
    }

    @AfterEach
    void repairTheUpstream() {
        simulator.faults().clear();
        simulator.requests().clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\r\n\r\n", "GET", "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Half: ", "POST /v1/chat"})
    void closesAConnectionThatSaysNothingMore(String beginning) throws Exception {
        try (ClientSocket client = new ClientSocket(gateway.url())) {
            assertThat(client.send(beginning).closedByPeer()).isTrue();
        }
    }

    @Test
    void closesAConnectionBetweenTwoRequests() throws Exception {
        try (ClientSocket client = new ClientSocket(gateway.url())) {
            assertThat(client.send(get("/health")).reply()).startsWith(OK);
            assertThat(client.closedByPeer()).isTrue();
        }
    }

    @Test
    void closesAConnectionWhoseHeaderDrips() throws Exception {
        try (ClientSocket client = new ClientSocket(gateway.url())) {
            String endless = get("/health", "X-Long: " + "x".repeat(2000));
            assertThat(client.closedWhileDripping(endless, Duration.ofMillis(50)))
                    .isTrue();
        }
    }

    @Test
    void closesAConnectionWhoseBodyDrips() throws Exception {
        try (ClientSocket client = new ClientSocket(gateway.url())) {
            client.send("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000\r\n\r\n");
            assertThat(client.closedWhileDripping("x".repeat(2000), Duration.ofMillis(50)))
                    .isTrue();
        }
    }

    @Test
    void answersTheOldProtocol() throws Exception {
        try (ClientSocket client = new ClientSocket(gateway.url())) {
            client.send("GET /v1/models HTTP/1.0\r\n\r\n");
            assertThat(client.readToEnd()).containsPattern("^HTTP/1\\.[01] 200").contains("copilot-gpt-4o");
        }
        try (ClientSocket client = new ClientSocket(gateway.url())) {
            client.send("POST " + PATH + " HTTP/1.0\r\nContent-Length: " + STREAM.length() + "\r\n\r\n" + STREAM);
            assertThat(client.readToEnd())
                    .containsPattern("^HTTP/1\\.[01] 200")
                    .doesNotContainIgnoringCase("transfer-encoding")
                    .endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void answersRequestsThatComeAllAtOnce() throws Exception {
        try (ClientSocket client = new ClientSocket(gateway.url())) {
            client.send(get("/health") + post(PATH, CHAT) + get("/v1/models") + get("/nowhere"));

            assertThat(client.reply()).startsWith(OK).contains("uptime_seconds");
            assertThat(client.reply()).startsWith(OK).contains("chat.completion");
            assertThat(client.reply()).startsWith(OK).contains("copilot-gpt-4o");
            assertThat(client.reply()).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void refusesABodyThatIsTooLongAndKeepsTheConnection() throws Exception {
        try (ClientSocket client = new ClientSocket(gateway.url())) {
            client.send(
                    "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + 33 * MEGABYTE + "\r\n\r\n");
            byte[] megabyte = new byte[MEGABYTE];
            for (int i = 0; i < 33; i++) {
                client.send(megabyte);
            }
            assertThat(client.reply())
                    .startsWith("HTTP/1.1 413")
                    .contains("request_too_large", "server.max-request-size");
            assertThat(client.send(post(PATH, CHAT)).reply()).startsWith(OK);
        }
    }

    @Test
    void passesOnABodyThatIsJustNotTooLong() throws Exception {
        String long31 = CHAT.replace("Hello", "x".repeat(31 * MEGABYTE));
        simulator.faults().next(UPSTREAM, Fault.status(400, "long enough"));

        ClientSocket.ask(gateway.url(), post(PATH, long31));

        RecordedRequest request = simulator.requests().awaitRequest(UPSTREAM, PATIENCE);
        assertThat(request.request().body()).hasSizeGreaterThan(31 * MEGABYTE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsTheUpstreamCallOfAClientThatLeavesBeforeTheFirstByte(boolean stream) throws Exception {
        simulator.faults().next(UPSTREAM, Fault.neverAnswering());
        RecordedRequest request;
        try (ClientSocket client = new ClientSocket(gateway.url())) {
            client.send(post(PATH, stream ? STREAM : CHAT));
            request = simulator.requests().awaitRequest(UPSTREAM, PATIENCE);
        }

        assertThat(request.awaitClosedByPeer(PATIENCE)).isTrue();
    }

    @Test
    void endsTheUpstreamCallOfAClientThatLeavesInASilence() throws Exception {
        simulator.faults().next(UPSTREAM, Fault.stallingAfterParts(2, Stall.untilReleased()));
        RecordedRequest request;
        try (ClientSocket client = new ClientSocket(gateway.url())) {
            client.send(post(PATH, STREAM));
            request = simulator.requests().awaitRequest(UPSTREAM, PATIENCE);
            assertThat(client.readUntil("data: ")).startsWith(OK);
        }

        assertThat(request.awaitClosedByPeer(PATIENCE)).isTrue();
        assertThat(ClientSocket.ask(gateway.url(), post(PATH, CHAT))).startsWith(OK);
    }
}
