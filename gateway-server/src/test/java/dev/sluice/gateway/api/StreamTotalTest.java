package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams with a limit for the whole reply. */
final class StreamTotalTest {
    private static final String BODY = "{\"model\":\"fake-m\",\"stream\":true,\"messages\":[]}";

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, 'data: {\"error\":', '[DONE]'",
        "/v1/messages, 'event: error', 'message_stop'",
        "/v1/responses, 'event: error', 'response.completed'",
        "/v1beta/models/fake-m:streamGenerateContent?alt=sse, '\"status\":\"DEADLINE_EXCEEDED\"', 'finishReason'"
    })
    void endInTheDialectsErrorAtTheirLimit(String path, String frame, String end) throws Exception {
        try (RunningApi api = running("'fake-*': {stream-total: PT0.5S}")) {
            FakeStream stream = FakeStream.of("{\"n\":1}", "{\"n\":2}");
            api.provider.answer = request -> stream.reply();

            String body;
            try (Socket socket = api.open("POST " + path + " HTTP/1.1", BODY)) {
                Wire wire = new Wire(socket);
                assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
                body = wire.cutChunks();
            }

            assertThat(body)
                    .contains("\"n\":2", frame, "fake-m did not complete its reply within 500 ms")
                    .doesNotContain(end);
            assertThat(stream.closed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(api.logLine()).contains("status=200", "error=upstream_timeout", "ending=total_deadline");
            assertThat(api.metrics()).contains("sluice_streams_total{ending=\"total_deadline\"");
        }
    }

    @Test
    void countFromTheCallOfTheModel() throws Exception {
        try (RunningApi api = running("'fake-*': {stream-total: PT0.3S}")) {
            FakeStream silent = new FakeStream();
            api.provider.answer = request -> silent.reply();

            HttpResponse<String> response = api.post(RunningApi.CHAT, BODY);

            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(response.body()).contains("fake-m did not answer within 300 ms");
            assertThat(silent.closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void endProperlyWithinTheirLimit() throws IOException {
        try (RunningApi api = running("'fake-*': {stream-total: PT30S}")) {
            api.provider.answer = request -> FakeStream.of("{\"n\":1}").end().reply();

            assertThat(api.post(RunningApi.CHAT, BODY).body()).contains("\"n\":1", "[DONE]");
            assertThat(api.logLine()).contains("ending=complete");
        }
    }

    @Test
    void ignoreTheLimitOfOtherReplies() throws Exception {
        try (RunningApi api = running("'fake-*': {total: PT0.1S}")) {
            FakeStream slow = FakeStream.of("{\"n\":1}");
            api.provider.answer = request -> slow.reply();
            try (Socket socket = api.openChat(BODY)) {
                Wire wire = new Wire(socket);
                wire.head();
                assertThat(wire.chunk()).contains("\"n\":1");
                assertThat(slow.closed.await(400, TimeUnit.MILLISECONDS)).isFalse();
                slow.end();
                assertThat(wire.chunks()).contains("[DONE]");
            }
        }
    }

    private static RunningApi running(String deadlines) {
        RunningApi api =
                RunningApi.with().routing("deadlines: {" + deadlines + "}").start();
        api.provider.models = List.of(Model.builder("m")
                .dialects(List.of(Dialect.CHAT_COMPLETIONS, Dialect.RESPONSES, Dialect.MESSAGES, Dialect.GEMINI))
                .build());
        return api;
    }
}
