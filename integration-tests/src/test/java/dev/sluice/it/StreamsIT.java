package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.ChatFaults;
import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.http.ConnectionEnding;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams tell the truth: whole, or an error before the first byte or in a frame, and never a hang. */
final class StreamsIT {
    private static final String COPILOT_CHAT = "/chat/completions";
    private static final String WORDS =
            "Привіт, 世界! Grüße 🙂 — ça va? Fünf " + "Wörter mehr, さようなら 👩‍👩‍👧 und Schluß.";

    @TempDir
    static Path home;

    private static CopilotSimulator simulator;
    private static RunningGateway gateway;
    private static StreamsClient client;

    @BeforeAll
    static void start() throws Exception {
        simulator = CopilotSimulator.start();
        simulator.addGitHubToken("ghu_synthetic");
        Files.writeString(home.resolve(".env"), "GITHUB_COPILOT_TOKEN=ghu_synthetic\n");
        gateway = RunningGateway.start(
                home,
                simulator,
                Map.of(
                        "SLUICE_DEADLINES_IDLE", "PT2S",
                        "SLUICE_DEADLINES_FIRST_BYTE", "PT4S",
                        "SLUICE_RESILIENCE_RETRY_WITHIN", "PT3S",
                        "SLUICE_RESILIENCE_BREAKER_VOLUME", "1000"));
        client = new StreamsClient(gateway);
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        simulator.close();
    }

    @AfterEach
    void clear() {
        simulator.faults().clear();
        simulator.answers().clear();
    }

    private static StreamsReply stream() throws Exception {
        return client.chat(StreamsClient.MODEL, true);
    }

    /** The frame that ends a broken stream, checked to be the last thing on the connection. */
    private static JsonObject lastFrame(String received) {
        List<String> events = StreamsReply.events(received);
        assertThat(events).doesNotContain(StreamsReply.DONE);
        JsonObject error = StreamsReply.parse(events.getLast()).getJsonObject("error");
        assertThat(error).as(received).isNotNull();
        assertThat(error).containsKeys("message", "type", "code", "param");
        assertThat(received).as("no proper end of the body").doesNotEndWith("0\r\n\r\n");
        return error;
    }

    @Test
    void textSplitBetweenAllItsBytesArrivesWhole() throws Exception {
        simulator.answers().always(ModelAnswer.text(WORDS));
        simulator.faults().next(COPILOT_CHAT, Fault.byteWise());
        StreamsReply reply = stream();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type")).startsWith("text/event-stream");
        assertThat(reply.streamedContent()).isEqualTo(WORDS);
        assertThat(reply.events().getLast()).isEqualTo(StreamsReply.DONE);
        assertThat(reply.events()).containsOnlyOnce(StreamsReply.DONE);
        assertThat(reply.events().stream()
                        .filter(event -> !event.equals(StreamsReply.DONE))
                        .map(event -> StreamsReply.parse(event).getString("model")))
                .containsOnly(StreamsClient.MODEL);
    }

    @Test
    void streamWithoutDoneButWithItsFinishIsWhole() throws Exception {
        simulator.answers().always(ModelAnswer.text(WORDS));
        simulator.faults().next(COPILOT_CHAT, ChatFaults.withoutDone());
        StreamsReply reply = stream();
        assertThat(reply.streamedContent()).isEqualTo(WORDS);
        assertThat(reply.events().getLast()).isEqualTo(StreamsReply.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void upstreamThatIsCutEndsInAnErrorFrame(ConnectionEnding ending) throws Exception {
        simulator.answers().always(ModelAnswer.text(WORDS));
        Stall stall = Stall.untilReleased();
        simulator
                .faults()
                .next(
                        COPILOT_CHAT,
                        Fault.altering(
                                response -> response.stalledAfterParts(4, stall).cutAfterParts(5, ending)));
        try (StreamsSocket socket = StreamsSocket.chat(gateway, true)) {
            socket.readUntil("Grüße");
            stall.release();
            JsonObject error = lastFrame(socket.readToEnd());
            assertThat(error.getString("type")).isEqualTo("server_error");
        }
    }

    @Test
    void upstreamThatSendsHalfAnEventEndsInAnErrorFrame() throws Exception {
        simulator.faults().next(COPILOT_CHAT, ChatFaults.malformedAfter(3));
        try (StreamsSocket socket = StreamsSocket.chat(gateway, true)) {
            assertThat(lastFrame(socket.readToEnd()).getString("type")).isEqualTo("server_error");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rate_limited, rate_limit_error, rate_limited",
        "user_weekly_rate_limited, rate_limit_error, user_weekly_rate_limited",
        "quota_exceeded, insufficient_quota, quota_exceeded",
        "billing_not_configured, permission_error, billing_not_configured",
        "model_overloaded, server_error, model_overloaded",
        "server_error, server_error, server_error",
        "content_filter, invalid_request_error, content_filter",
        "model_max_prompt_tokens_exceeded, invalid_request_error, context_length_exceeded",
        "500, server_error, 500"
    })
    void errorInTheMiddleOfAStreamIsPassedOnAsOne(String upstream, String type, String code) throws Exception {
        simulator.faults().next(COPILOT_CHAT, ChatFaults.errorAfter(3, upstream, "too many requests"));
        try (StreamsSocket socket = StreamsSocket.chat(gateway, true)) {
            JsonObject error = lastFrame(socket.readToEnd());
            assertThat(error.getString("code")).isEqualTo(code);
            assertThat(error.getString("type")).isEqualTo(type);
            assertThat(error.getString("message")).contains("too many requests");
            assertThat(error).containsKey("param");
        }
    }

    @Test
    void upstreamThatFallsSilentEndsInAnErrorFrame() throws Exception {
        simulator.faults().next(COPILOT_CHAT, Fault.stallingAfterParts(3, Stall.untilReleased()));
        try (StreamsSocket socket = StreamsSocket.chat(gateway, true)) {
            JsonObject error = lastFrame(socket.readToEnd());
            assertThat(error.getString("code")).isEqualTo("upstream_timeout");
        }
        assertThat(simulator.requests().last(COPILOT_CHAT).orElseThrow().awaitClosedByPeer(StreamsClient.PATIENCE))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void upstreamThatNeverAnswersIsATimeout(boolean stream) throws Exception {
        simulator.faults().always(COPILOT_CHAT, Fault.neverAnswering());
        StreamsReply reply = client.chat(StreamsClient.MODEL, stream);
        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.errorCode()).isEqualTo("upstream_timeout");
    }

    @ParameterizedTest
    @EnumSource
    void upstreamThatEndsBeforeTheFirstByteIsAPlainError(ConnectionEnding ending) throws Exception {
        simulator.faults().always(COPILOT_CHAT, Fault.endingBeforeHead(ending));
        StreamsReply reply = stream();
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.header("content-type")).startsWith("application/json");
        assertThat(reply.errorCode()).isEqualTo("upstream_unavailable");
        assertThat(reply.header("x-should-retry")).isEqualTo("false");

        simulator.faults().clear();
        simulator.faults().next(COPILOT_CHAT, Fault.endingBeforeHead(ending));
        assertThat(stream().status()).as("one more try helps").isEqualTo(200);
    }

    @Test
    void limitIsARealStatusAlsoWhereAStreamWasWanted() throws Exception {
        simulator.faults().always(COPILOT_CHAT, Fault.responding(CopilotLimits.rateLimited("rate_limited", "7")));
        int before = simulator.requests().count(COPILOT_CHAT);
        StreamsReply reply = stream();
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("content-type")).startsWith("application/json");
        assertThat(reply.header("retry-after")).isEqualTo("7");
        assertThat(reply.errorCode()).isEqualTo("rate_limited");
        assertThat(simulator.requests().count(COPILOT_CHAT)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void webPageInPlaceOfAnAnswerIsAnError(boolean stream) throws Exception {
        simulator.faults().always(COPILOT_CHAT, Fault.htmlPage());
        StreamsReply reply = client.chat(StreamsClient.MODEL, stream);
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.error().getString("type")).isEqualTo("server_error");
        assertThat(reply.body()).doesNotContain("<html>");
    }

    @Test
    void callerWhoLeavesWhileTheUpstreamIsSilentEndsTheUpstreamCall(@TempDir Path patient) throws Exception {
        Files.writeString(patient.resolve(".env"), "GITHUB_COPILOT_TOKEN=ghu_synthetic\n");
        try (RunningGateway waiting = RunningGateway.start(patient, simulator, Map.of())) {
            simulator.answers().always(ModelAnswer.text(WORDS));
            Stall stall = Stall.untilReleased();
            simulator.faults().next(COPILOT_CHAT, Fault.stallingAfterParts(4, stall));
            try (StreamsSocket socket = StreamsSocket.chat(waiting, true)) {
                socket.readUntil("Grüße");
                assertThat(stall.awaitReached(StreamsClient.PATIENCE)).isTrue();
            }
            assertUpstreamCallEnds();

            for (boolean stream : new boolean[] {false, true}) {
                Stall silence = Stall.untilReleased();
                simulator.faults().next(COPILOT_CHAT, Fault.stallingBeforeHead(silence));
                StreamsSocket socket = StreamsSocket.chat(waiting, stream);
                assertThat(silence.awaitReached(StreamsClient.PATIENCE)).isTrue();
                socket.close();
                assertUpstreamCallEnds();
            }
        }
    }

    private static void assertUpstreamCallEnds() throws InterruptedException {
        assertThat(simulator.requests().last(COPILOT_CHAT).orElseThrow().awaitClosedByPeer(Duration.ofSeconds(30)))
                .isTrue();
    }
}
