package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real llama.cpp server as an upstream, by its preset. */
final class LlamaCppIT {
    private static final String MODEL = "llamacpp-tiny";

    private static LlamaCpp upstream;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        upstream = LlamaCpp.start(folder);
    }

    @AfterAll
    static void stop() {
        if (upstream != null) {
            upstream.close();
        }
    }

    @Test
    void listsItsModel() throws Exception {
        assertThat(upstream.client().get("/v1/models").body())
                .contains("\"llamacpp-tiny\"", "\"lab-tiny\"", "\"vectors-tiny\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"llamacpp-tiny", "ext-llamacpp-tiny", "llamacpp/tiny"})
    void answersInOnePieceAndStreamed(String model) throws Exception {
        JsonObject whole = answered(chat(model, "Who are you.", ""));
        assertThat(whole.getString("model")).isEqualTo(model);
        assertThat(finishReason(whole)).isEqualTo("stop");
        assertThat(whole.getJsonObject("usage").getInt("completion_tokens")).isEqualTo("Sluice".length() + 1);
        StreamedReply streamed = upstream.client().stream(ChatRequests.streamed(model, "Who are you."));
        assertThat(streamed.content()).isEqualTo("Sluice");
        assertThat(streamed.done()).isTrue();
        assertThat(streamed.whole()).isTrue();
        assertThat(streamed.text()).doesNotContain("\"usage\":{");
    }

    @Test
    void countsTheTokensOfAStreamForACallerWhoAsks() throws Exception {
        StreamedReply streamed = upstream.client().stream(
                chat(MODEL, "Who are you.", ",'stream':true,'stream_options':{'include_usage':true}"));
        JsonObject usage = streamed.chunks().getLast().getJsonObject("usage");
        assertThat(usage.getInt("completion_tokens")).isEqualTo("Sluice".length() + 1);
        assertThat(usage.getInt("total_tokens"))
                .isEqualTo(usage.getInt("prompt_tokens") + usage.getInt("completion_tokens"));
    }

    @Test
    void saysThatItStoppedAtTheLimit() throws Exception {
        assertThat(finishReason(answered(chat(MODEL, "Go on!", ",'max_tokens':5"))))
                .isEqualTo("length");
        StreamedReply streamed = upstream.client().stream(chat(MODEL, "Go on!", ",'max_tokens':5,'stream':true"));
        assertThat(streamed.content()).isEqualTo("xyzxy");
        assertThat(finishReason(streamed.chunks().getLast())).isEqualTo("length");
        HttpResponse<String> message = upstream.client()
                .post(
                        "/v1/messages",
                        "{\"model\":\"llamacpp-tiny\",\"max_tokens\":5,"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"Go on!\"}]}");
        assertThat(message.body()).contains("\"xyzxy\"", "\"max_tokens\"");
    }

    @Test
    void stopsTheServersWorkWhenTheCallerLeaves() throws Exception {
        try (RawStream stream = RawStream.open(upstream.gateway().url(), ChatRequests.streamed(MODEL, "Go on!"))) {
            stream.await("\"z\"");
            assertThat(upstream.busy()).isTrue();
        }
        Eventually.holds("the server has stopped", () -> !upstream.busy());
    }

    @Test
    void embeds() {
        CreateEmbeddingResponse embedded = upstream.sdk()
                .embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("vectors-tiny")
                        .inputOfArrayOfStrings(List.of("a", "b"))
                        .build())
                .validate();
        assertThat(embedded.data()).hasSize(2);
        assertThat(embedded.data().getFirst().embedding())
                .isNotEmpty()
                .isNotEqualTo(embedded.data().getLast().embedding());
    }

    @Test
    void passesItsRefusalsOn() throws Exception {
        HttpResponse<String> tooLong =
                upstream.client().post(GatewayClient.CHAT, chat(MODEL, "word ".repeat(2000) + ".", ""));
        assertThat(tooLong.statusCode()).as(tooLong.body()).isEqualTo(400);
        assertThat(GatewayClient.error(tooLong).getString("code")).isEqualTo("context_length_exceeded");
        HttpResponse<String> wrong =
                upstream.client().post(GatewayClient.CHAT, chat(MODEL, "Who are you.", ",'temperature':'warm'"));
        assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(400);
        assertThat(GatewayClient.error(wrong).getString("message")).startsWith("llama.cpp answered");
        HttpResponse<String> unknown =
                upstream.client().post(GatewayClient.CHAT, chat("llamacpp-tinny", "Who are you.", ""));
        assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(404);
        assertThat(GatewayClient.error(unknown).getString("message")).contains("llamacpp-tiny");
    }

    private static JsonObject answered(String request) throws Exception {
        HttpResponse<String> reply = upstream.client().post(GatewayClient.CHAT, request);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return GatewayClient.json(reply);
    }

    private static String chat(String model, String text, String more) {
        return "{'model':'%s','messages':[{'role':'user','content':'%s'}]%s}"
                .formatted(model, text, more)
                .replace('\'', '"');
    }

    private static String finishReason(JsonObject completion) {
        return completion.getJsonArray("choices").getJsonObject(0).getString("finish_reason");
    }
}
