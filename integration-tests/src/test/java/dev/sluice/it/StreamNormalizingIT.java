package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.ChatFaults;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.copilot.ToolCall;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a stream is cut into pieces and whatever Copilot leaves out, callers read the whole of it as documented. */
final class StreamNormalizingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String UPSTREAM = "/chat/completions";
    private static final String MULTIBYTE = "Grüße, \uD83D\uDC4B\uD83C\uDFFD дорога 漢字 \u00e9\u0301 \u200dend";

    @TempDir
    private static Path home;

    private static SignedInGateway sluice;

    @BeforeAll
    static void start() {
        sluice = SignedInGateway.start(home, Map.of());
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    @AfterEach
    void reset() {
        sluice.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"copilot-gpt-4o", "copilot-claude-sonnet-4.5", "copilot-gemini-2.5-pro"})
    void losesNothingOfAStreamThatComesByteByByte(String model) throws IOException, InterruptedException {
        sluice.simulator().answers().next(ModelAnswer.text(MULTIBYTE));
        sluice.simulator().faults().next(UPSTREAM, Fault.byteWise());

        StreamedReply reply = sluice.client().stream(ChatRequests.streamed(model, "Hello"));

        assertThat(reply.content()).isEqualTo(MULTIBYTE);
        assertThat(reply.done()).isTrue();
    }

    @Test
    void losesNothingOfACallThatComesByteByByte() throws IOException, InterruptedException {
        ToolCall call = new ToolCall("save", "{\"text\":\"" + MULTIBYTE + "\"}");
        sluice.simulator().answers().next(ModelAnswer.calls(List.of(call)));
        sluice.simulator().faults().next(UPSTREAM, Fault.byteWise());

        StreamedReply reply = sluice.client().stream(ChatRequests.of(true));

        StringBuilder arguments = new StringBuilder();
        for (JsonObject chunk : reply.chunks()) {
            for (JsonValue choice : chunk.getJsonArray("choices")) {
                JsonObject delta = choice.asJsonObject().getJsonObject("delta");
                if (delta.containsKey("tool_calls")) {
                    arguments.append(delta.getJsonArray("tool_calls")
                            .getJsonObject(0)
                            .getJsonObject("function")
                            .getString("arguments", ""));
                }
            }
        }
        assertThat(arguments).hasToString(call.arguments());
    }

    private static Stream<Fault> oddities() {
        return Stream.of(
                ChatFaults.nullChoices(),
                ChatFaults.emptyChoices(),
                ChatFaults.missingDelta(),
                ChatFaults.comments(),
                ChatFaults.newerFields(),
                ChatFaults.joined());
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void hidesTheOdditiesOfCopilotsEvents(Fault oddity) throws IOException, InterruptedException {
        sluice.simulator().faults().next(UPSTREAM, oddity);

        StreamedReply reply = sluice.client().stream(ChatRequests.of(true));

        assertThat(reply.content()).contains("Good morning");
        assertThat(reply.text()).endsWith("data: [DONE]\n\n");
        for (JsonObject chunk : reply.chunks()) {
            assertThat(chunk.getString("object")).isEqualTo("chat.completion.chunk");
            assertThat(chunk.getString("id")).isNotEmpty();
            assertThat(chunk.getInt("created")).isPositive();
            for (JsonValue choice : chunk.getJsonArray("choices")) {
                assertThat(choice.asJsonObject().getJsonObject("delta")).isNotNull();
            }
        }
    }

    @Test
    void passesAContentFilterOnAsTheReasonOfTheEnd() throws IOException, InterruptedException {
        sluice.simulator().faults().next(UPSTREAM, ChatFaults.contentFilterAfter(5));

        StreamedReply reply = sluice.client().stream(ChatRequests.of(true));

        assertThat(reply.text())
                .contains("\"finish_reason\":\"content_filter\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void sendsEachChunkAsItArrives() throws IOException, InterruptedException {
        Stall stall = Stall.untilReleased();
        sluice.simulator().faults().next(UPSTREAM, Fault.stallingAfterParts(4, stall));
        HttpResponse<InputStream> response = sluice.client().open(ChatRequests.of(true));

        try (InputStream body = response.body()) {
            byte[] first = new byte[6];
            assertThat(body.readNBytes(first, 0, 6)).isEqualTo(6);
            assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("data: ");
            assertThat(stall.awaitReached(PATIENCE)).isTrue();
            stall.release();
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).endsWith("data: [DONE]\n\n");
        }
    }

    /** A proxy in between gives up connections that are silent for a minute or less. */
    @Test
    void keepsASilentStreamAliveWithComments() throws IOException, InterruptedException {
        Stall stall = Stall.untilReleased();
        sluice.simulator().faults().next(UPSTREAM, Fault.stallingAfterParts(4, stall));
        StringBuilder text = new StringBuilder();
        try (InputStream body = sluice.client().open(ChatRequests.of(true)).body()) {
            for (int next = body.read(); next >= 0; next = body.read()) {
                text.append((char) next);
                if (text.length() > 3 && text.substring(text.length() - 3).equals("\n\n:")) {
                    stall.release();
                }
            }
        }

        assertThat(text.toString()).contains("\n\n:").endsWith("data: [DONE]\n\n");
    }

    @Test
    void keepsWhatItDoesNotKnow() throws IOException, InterruptedException {
        String request = "{\"model\":\"copilot-gpt-4o\",\"x_unknown\":{\"deep\":[1.50,\"\\u00fc\"]},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\",\"x_more\":true}]}";

        assertThat(sluice.client().post(GatewayClient.CHAT, request).statusCode())
                .isEqualTo(200);

        String sent = sluice.simulator()
                .requests()
                .last(UPSTREAM)
                .orElseThrow()
                .request()
                .text();
        assertThat(sent).contains("\"x_unknown\":{\"deep\":[1.50,\"\\u00fc\"]}").contains("\"x_more\":true");
    }
}
