package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models that do not support the client's dialect. */
final class BridgedTest {
    private static final String CHUNK =
            "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}";

    private final RunningApi api = RunningApi.start();

    @BeforeEach
    void offerAModelThatSupportsOnlyChatCompletions() {
        api.provider.models = List.of(Model.builder("m").build());
        api.provider.answer = request -> FakeProvider.json(
                "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,"
                        + "\"model\":\"m-2026\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},"
                        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void requestAndReplyAreTranslated() {
        HttpResponse<String> response = api.post(
                "/v1/messages",
                "{\"model\":\"fake-m\",\"max_tokens\":10,\"service_tier\":\"auto\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

        ProviderRequest asked = api.provider.lastRequest();
        assertThat(asked.dialect()).isEqualTo(Dialect.CHAT_COMPLETIONS);
        assertThat(asked.model()).isEqualTo("m");
        assertThat(new String(asked.body(), StandardCharsets.UTF_8))
                .contains("\"model\":\"m\"", "\"role\":\"user\"", "Hello", "\"max_completion_tokens\":10");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains(
                        "\"type\":\"message\"",
                        "\"model\":\"fake-m\"",
                        "\"text\":\"Hi\"",
                        "\"stop_reason\":\"end_turn\"")
                .contains("\"input_tokens\":3", "\"output_tokens\":2");
        assertThat(response.headers().firstValue("x-sluice-left-out")).contains("service_tier");
    }

    @Test
    void streamIsTranslatedEventByEvent() {
        FakeStream stream = FakeStream.of(
                CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"H\"}", "null"),
                CHUNK.formatted("{\"content\":\"i\"}", "null"),
                CHUNK.formatted("{}", "\"stop\""));
        api.provider.answer = request -> stream.end().reply();

        String events = api.post("/v1/responses", "{\"model\":\"fake-m\",\"input\":\"Hello\",\"stream\":true}")
                .body();

        assertThat(api.provider.lastRequest().streaming()).isTrue();
        assertThat(events)
                .contains("event: response.output_text.delta\ndata: ", "\"delta\":\"H\"", "\"delta\":\"i\"")
                .contains("event: response.completed\ndata: ");
    }

    @Test
    void streamWithoutAFinishReasonIsNoCleanEnd() throws IOException {
        api.provider.answer = request -> FakeStream.of(
                        CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"H\"}", "null"))
                .end()
                .reply();
        try (Socket socket = api.open(
                "POST /v1/messages HTTP/1.1\r\nContent-Type: application/json",
                "{\"model\":\"fake-m\",\"max_tokens\":10,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")) {
            Wire wire = new Wire(socket);
            wire.head();
            assertThat(wire.cutChunks())
                    .contains("event: content_block_delta", "event: error\ndata: {\"type\":\"error\"")
                    .doesNotContain("message_stop");
        }
    }

    @Test
    void untranslatableFieldsAreRefusedByNameWithoutACall() {
        HttpResponse<String> refused = api.post(
                "/v1/responses", "{\"model\":\"fake-m\",\"input\":\"x\",\"tools\":[{\"type\":\"web_search\"}]}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("web_search", "\"param\":\"tools[0].type\"");
        assertThat(api.provider.requests).isEmpty();
    }

    @Test
    void invalidReplyIsAnUpstreamError() {
        api.provider.answer = request -> FakeProvider.json("{\"choices\":7}");
        HttpResponse<String> response =
                api.post("/v1beta/models/fake-m:generateContent", "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}]}");
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("\"status\":\"UNAVAILABLE\"");
    }

    @Test
    void failuresAreReportedInTheClientsFormat() {
        api.provider.fails(ErrorKind.QUOTA_EXHAUSTED, "used up");
        HttpResponse<String> response = api.post(
                "/v1/messages",
                "{\"model\":\"fake-m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        assertThat(response.statusCode()).isEqualTo(402);
        assertThat(response.body()).contains("\"type\":\"billing_error\"");
    }
}
