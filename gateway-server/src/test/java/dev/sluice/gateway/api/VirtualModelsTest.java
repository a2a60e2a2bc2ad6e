package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual models, as clients see them. */
final class VirtualModelsTest {
    private static final Model TALKER = Model.builder("talker")
            .owner("talkers")
            .dialects(List.of(Dialect.RESPONSES))
            .capabilities(List.of("vision"))
            .contextTokens(1_000)
            .build();
    private final RunningApi api = RunningApi.with().routing("""
            models:
              fast: fake-gpt-4o
              best: Fast
              both: [fake-gpt-4o, other-talker]
              cheap: { of: { fake-gpt-4o: 1, other-gpt-4o: 1 } }
              ears: [other-talker, fake-talker]
              vectors: fake-text-embedding-3-small
              gone: [fake-nothing, nowhere/nothing]
              fake-gpt-4o: [fake-gpt-4o, other-gpt-4o]
            patterns: { "gpt-*": other-gpt-4o, "claude-*": best }
            default: fake-publisher/model
            """).start();

    @BeforeEach
    void offer() {
        api.other.models = List.of(FakeProvider.CHAT, TALKER);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fast, fake, gpt-4o",
        "best, fake, gpt-4o",
        "FAST, fake, gpt-4o",
        "gpt-4o-mini, other, gpt-4o",
        "claude-3-5-haiku-latest, fake, gpt-4o",
        "gemini-2.5-pro, fake, publisher/model",
        "talker, other, talker",
        "fake-gpt-4o, fake, gpt-4o",
    })
    void routesToACandidateAndRepliesWithTheRequestedId(String asked, String provider, String model) {
        HttpResponse<String> response = chat(asked, "Hi");

        assertThat(response.statusCode()).isEqualTo(asked.equals("talker") ? 502 : 200);
        assertThat((provider.equals("fake") ? api.provider : api.other)
                        .lastRequest()
                        .model())
                .isEqualTo(model);
        if (response.statusCode() == 200) {
            assertThat(response.body()).startsWith("{\"model\":\"" + asked + "\"");
        }
    }

    @Test
    void doesNotSubstituteAnIdThatNamesAProvider() {
        HttpResponse<String> response = chat("other-nothing", "Hi");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("There is no model 'other-nothing'");
        assertThat(chat("gone", "Hi").body()).contains("No candidate of the virtual model 'gone' is available: ");
    }

    @Test
    void listsVirtualModelsByWhatTheirCandidatesHaveInCommon() {
        String list = api.get("/v1/models").body();

        assertThat(list)
                .contains("\"id\":\"fast\"", "\"id\":\"both\"", "\"id\":\"vectors\"")
                .doesNotContain("\"id\":\"gone\"");
        assertThat(api.get("/v1/models/both").body())
                .contains("\"id\":\"both\"", "\"owned_by\":\"sluice\"", "\"provider\":\"sluice\"")
                .contains("\"context_window\":1000", "\"capabilities\":[\"vision\"]");
        assertThat(api.get("/v1/models/vectors").body()).contains("\"id\":\"vectors\"", "\"provider\":\"fake\"");
        assertThat(api.get("/v1/models/gpt-4o-mini").body()).contains("\"id\":\"other-gpt-4o\"");
        assertThat(api.get("/v1/models/both", "anthropic-version", "2023-06-01").body())
                .contains("\"display_name\":\"both\"");
    }

    @Test
    void servesEmbeddingsAndCountsTokens() {
        api.other.models = List.of(
                Model.builder("gpt-4o").dialects(List.of(Dialect.MESSAGES)).build());
        assertThat(api.post("/v1/embeddings", "{\"model\":\"vectors\",\"input\":\"a\"}")
                        .body())
                .contains("\"model\":\"vectors\"");
        assertThat(api.provider.lastRequest().dialect()).isEqualTo(Dialect.EMBEDDINGS);

        api.other.counted = request -> OptionalLong.of(42);
        assertThat(api.post(
                                "/v1/messages/count_tokens",
                                "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                        .body())
                .isEqualTo("{\"input_tokens\":42}");
    }

    @Test
    void callsTheSameModelThroughoutAConversation() {
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            String begin = "Question number " + i;
            String first = answering(begin, "");
            String later = answering(
                    begin, ",{\"role\":\"assistant\",\"content\":\"Well.\"},{\"role\":\"user\",\"content\":\"And?\"}");
            assertThat(later).isEqualTo(first);
            asked.add(first);
        }
        assertThat(asked).containsExactlyInAnyOrder("fake", "other");
    }

    @Test
    void continuesAStoredReplyWithItsModel() {
        api.provider.models = List.of(FakeProvider.CHAT, TALKER);
        api.get("/v1/models");
        api.other.fails(ErrorKind.UPSTREAM_UNAVAILABLE, "down");
        api.provider.answer = request -> FakeProvider.json("{\"id\":\"resp_1\",\"model\":\"m\"}");
        assertThat(respond("{\"model\":\"ears\",\"input\":\"Hi\"}")).isEqualTo(200);

        api.other.answer = request -> FakeProvider.json("{\"id\":\"resp_2\",\"model\":\"m\"}");
        api.provider.requests.clear();
        api.other.requests.clear();
        assertThat(respond("{\"model\":\"ears\",\"input\":\"Go on\",\"previous_response_id\":\"resp_1\"}"))
                .isEqualTo(200);
        assertThat(api.provider.requests).hasSize(1);
        assertThat(api.other.requests).isEmpty();

        api.provider.fails(new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "down as well"));
        assertThat(respond("{\"model\":\"ears\",\"input\":\"Go on\",\"previous_response_id\":\"resp_1\"}"))
                .isEqualTo(502);
        assertThat(api.other.requests).isEmpty();
        assertThat(respond("{\"model\":\"ears\",\"input\":\"Hello\"}")).isEqualTo(200);
        assertThat(api.other.requests).hasSize(1);
    }

    @Test
    void returnsSignedReasoningToItsModel() {
        api.provider.fails(ErrorKind.UPSTREAM_UNAVAILABLE, "down");
        assertThat(chat("fake-gpt-4o", "Think").statusCode()).isEqualTo(200);
        api.provider.answer = request -> FakeProvider.json("{}");
        api.provider.requests.clear();

        api.post(
                RunningApi.CHAT,
                "{\"model\":\"fake-gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Think\"},"
                        + "{\"role\":\"assistant\",\"reasoning_opaque\":\"x\"},{\"role\":\"user\",\"content\":\"?\"}]}");

        assertThat(api.provider.requests).isEmpty();
        assertThat(api.other.requests).hasSize(2);
        chat("fake-gpt-4o", "Think");
        assertThat(api.provider.requests).hasSize(1);
    }

    private String answering(String begin, String later) {
        api.provider.requests.clear();
        api.other.requests.clear();
        api.post(
                RunningApi.CHAT,
                "{\"messages\":[{\"role\":\"system\",\"content\":\"" + later.length()
                        + "\"},{\"content\":[{\"type\":\"text\",\"text\":\"" + begin
                        + "\"}],\"role\":\"user\"}" + later + "],\"model\":\"cheap\"}");
        return api.provider.requests.isEmpty() ? "other" : "fake";
    }

    private int respond(String body) {
        return api.post("/v1/responses", body).statusCode();
    }

    private HttpResponse<String> chat(String model, String text) {
        return api.post(
                RunningApi.CHAT,
                "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");
    }
}
