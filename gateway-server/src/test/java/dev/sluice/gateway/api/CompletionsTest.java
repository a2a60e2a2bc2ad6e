package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text completions, answered by a chat model. */
final class CompletionsTest {
    private static final String PATH = "/v1/completions";
    private static final String REQUEST = "{\"model\":\"fake-old\",\"prompt\":\"Say hi\",\"max_tokens\":9}";

    private final RunningApi api = RunningApi.start();

    @BeforeEach
    void offerAChatModel() {
        api.provider.models = List.of(
                Model.builder("old").dialects(List.of(Dialect.CHAT_COMPLETIONS)).build());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, "/completions"})
    void promptIsSentToAChatModel(String path) {
        api.provider.answer = request -> FakeProvider.json("""
                {"id":"chatcmpl-1","model":"old","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},
                "finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""");

        HttpResponse<String> response = api.post(path, REQUEST);

        assertThat(api.provider.lastBody())
                .contains("\"model\":\"old\"", "\"messages\":[{\"role\":\"user\",\"content\":\"Say hi\"}]", "9");
        assertThat(response.body().replaceAll("\"created\":\\d+", "\"created\":0"))
                .isEqualTo("{\"id\":\"cmpl-chatcmpl-1\",\"object\":\"text_completion\",\"created\":0,"
                        + "\"model\":\"fake-old\",\"choices\":[{\"text\":\"hi\",\"index\":0,\"logprobs\":null,"
                        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,"
                        + "\"total_tokens\":4}}");
        assertThat(api.metrics())
                .contains("gen_ai_operation_name=\"text_completion\"", "gen_ai_request_model=\"fake-old\"");
    }

    @Test
    void streamEndsWithDone() {
        api.provider.answer = request -> FakeStream.of(
                        "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"h\"}}]}",
                        "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"i\"}}]}",
                        "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                        "[DONE]")
                .end()
                .reply();

        String body = api.post(PATH, REQUEST.replace("}", ",\"stream\":true}")).body();

        assertThat(api.provider.lastRequest().streaming()).isTrue();
        String frame = "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":0,\"model\":\"fake-old\","
                + "\"choices\":[{\"text\":\"%s\",\"index\":0,\"logprobs\":null,\"finish_reason\":%s}]}\n\n";
        assertThat(body.replaceAll("\"created\":\\d+", "\"created\":0"))
                .isEqualTo(frame.formatted("h", "null")
                        + frame.formatted("i", "null")
                        + frame.formatted("", "\"stop\"")
                        + "data: [DONE]\n\n");
    }

    @Test
    void unsupportedFieldsAreRefusedByName() {
        HttpResponse<String> refused = api.post(PATH, REQUEST.replace("9}", "9,\"best_of\":2}"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"param\":\"best_of\"", "one answer at a time");
        assertThat(api.provider.requests).isEmpty();
    }

    @Test
    void failuresAreInOpenAisFormat() {
        api.provider.fails(ErrorKind.RATE_LIMITED, "slow down");
        HttpResponse<String> refused = api.post(PATH, REQUEST);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).startsWith("{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_error\"");
    }

    @Test
    void modelsThatOnlyEmbedAreRefused() {
        api.provider.models = List.of(FakeProvider.EMBEDDING);
        assertThat(api.post(PATH, REQUEST.replace("fake-old", "fake-text-embedding-3-small"))
                        .body())
                .contains("does not support /v1/completions; it supports /v1/embeddings");
    }
}
