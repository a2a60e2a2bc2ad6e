package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.ScriptedServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who counts the tokens of a request: the model's own side, by whatever API it is asked here. */
final class TokenCountIT {
    private static final String COUNT = "/v1/messages/count_tokens";
    private static final String INPUT_TOKENS = "/v1/responses/input_tokens";
    private static final String EXPLAIN = "x-sluice-explain";
    private static final int DOZENS = 48;
    private static final String CLAUDE = "copilot-claude-sonnet-4.5";
    private static final String SAID = "How many tokens are these few words? ".repeat(20);

    private static ScriptedServer others;
    private static SignedInGateway sluice;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        others = ScriptedServer.start(TokenCountIT::answer);
        Files.writeString(home.resolve("application.yaml"), """
                providers:
                  anthropic: {api-key: sk-ant-synthetic, base-url: "%1$s", models: [claude-own]}
                  google: {api-key: AIza-synthetic, base-url: "%1$s", models: [gemini-own]}
                  lab: {type: openai, base-url: "%1$s", models: [gpt-own], apis: [responses]}
                """.formatted(others.uri()));
        sluice = SignedInGateway.start(home, Map.of());
    }

    @AfterAll
    static void stop() {
        sluice.close();
        others.close();
    }

    @BeforeEach
    void reset() {
        sluice.reset();
        others.requests().clear();
    }

    private static Response answer(Request request) {
        return Response.of(
                200,
                "application/json",
                switch (request.path()) {
                    case COUNT -> "{\"input_tokens\":4711}";
                    case INPUT_TOKENS -> "{\"object\":\"response.input_tokens\",\"input_tokens\":7114}";
                    case "/v1beta/models/gemini-own:countTokens" -> "{\"totalTokens\":1147}";
                    default -> throw new AssertionError("nobody should ask for " + request.path());
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                INPUT_TOKENS + " | {'model':'" + CLAUDE + "','instructions':'Be brief','input':'%s'} | input_tokens",
                "/v1beta/models/" + CLAUDE + ":countTokens | {'generateContentRequest':{'systemInstruction':{'parts':"
                        + "[{'text':'Be brief'}]},'contents':[{'parts':[{'text':'%s'}]}]}} | totalTokens"
            })
    void copilotCountsForCallersOfAllApis(String path, String body, String field) throws Exception {
        int own = count(
                COUNT,
                "{'model':'" + CLAUDE + "','system':[{'type':'text','text':'Be brief'}],'messages':[{'role':'user',"
                        + "'content':[{'type':'text','text':'%s'}]}]}",
                "input_tokens");

        assertThat(count(path, body, field)).isEqualTo(own);
        assertThat(sluice.simulator().requests().count(COUNT)).isEqualTo(2);
        assertThat(sluice.simulator().requests().count("/v1/messages")).isZero();
    }

    @Test
    void dozensAtOnceAreCountedOnceEach() throws Exception {
        String body = "{'model':'" + CLAUDE + "','input':'%s'}";
        int one = count(INPUT_TOKENS, body, "input_tokens");
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < DOZENS; i++) {
            calls.add(() -> count(INPUT_TOKENS, body, "input_tokens"));
        }
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : callers.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(one);
            }
        }
        assertThat(sluice.simulator().requests().count(COUNT)).isEqualTo(DOZENS + 1);
    }

    @Test
    void googleCountsForCallersOfMessages() throws Exception {
        String body = "{'model':'google-gemini-own','system':'Be brief','messages':[{'role':'user','content':'%s'}],"
                + "'tools':[{'name':'weather','input_schema':{'type':'object'}}]}";

        assertThat(count(COUNT, body, "input_tokens")).isEqualTo(1147);
        assertThat(others.requests().all())
                .singleElement()
                .satisfies(asked -> assertThat(asked.json().getJsonObject("generateContentRequest"))
                        .containsKeys("model", "systemInstruction", "contents", "tools"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/v1beta/models/anthropic-claude-own:countTokens | {'contents':[{'parts':[{'text':'%s'}]}]} | totalTokens",
                INPUT_TOKENS + " | {'model':'anthropic-claude-own','input':'%s'} | input_tokens"
            })
    void anthropicCountsForCallersOfOtherApis(String path, String body, String field) throws Exception {
        assertThat(count(path, body, field)).isEqualTo(4711);
        assertThat(others.requests().all())
                .singleElement()
                .satisfies(asked -> assertThat(asked.json())
                        .as("its API for counting takes nothing else")
                        .containsOnlyKeys("model", "messages"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                INPUT_TOKENS + " | {'model':'lab-gpt-own','input':'%s'} | input_tokens",
                COUNT + " | {'model':'lab-gpt-own','messages':[{'role':'user','content':'%s'}]} | input_tokens"
            })
    void openAiCountsForCallersOfAllApis(String path, String body, String field) throws Exception {
        assertThat(count(path, body, field)).isEqualTo(7114);
        assertThat(others.requests().all())
                .singleElement()
                .satisfies(asked -> assertThat(asked.json())
                        .as("its API for counting takes nothing else")
                        .containsOnlyKeys("model", "input"));
    }

    @ParameterizedTest
    @CsvSource({"copilot-gpt-5.4, responses", "copilot-gpt-4o, chat-completions"})
    void whatNoUpstreamCountsIsEstimated(String model, String dialect) throws Exception {
        String body = text("{'model':'" + model + "','messages':[{'role':'user','content':'%s'}]}");

        var response = sluice.client().post(COUNT, body, EXPLAIN, "1");

        assertThat(GatewayClient.json(response).getInt("input_tokens")).isBetween(140, 220);
        assertThat(response.headers().firstValue(EXPLAIN).orElse(""))
                .contains("dialect=" + dialect, "tried=" + model + ":estimated:");
        assertThat(sluice.simulator().requests().count(COUNT)).isZero();
    }

    @Test
    void othersAreAnsweredWhileTheTokenizerLoads(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve("application.yaml"), """
                providers:
                  copilot: {enabled: false}
                  openai: {api-key: sk-synthetic, base-url: "%s", models: [own]}
                """.formatted(others.uri()));
        String body = text("{'model':'openai-own','messages':[{'role':'user','content':'%s'}]}");
        Map<String, String> oneProcessor = Map.of("JDK_JAVA_OPTIONS", "-XX:ActiveProcessorCount=1");
        try (RunningGateway gateway = RunningGateway.start(home, oneProcessor);
                GatewayClient client = new GatewayClient(gateway.url());
                ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> first = caller.submit(() -> client.post(COUNT, body));
            int answered = 0;
            while (!first.isDone()) {
                assertThat(client.get("/health").statusCode()).isEqualTo(200);
                answered++;
            }
            assertThat(first.get().body()).contains("input_tokens");
            assertThat(answered).isGreaterThan(10);
        }
    }

    private static int count(String path, String body, String field) throws IOException, InterruptedException {
        var response = sluice.client().post(path, text(body));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return GatewayClient.json(response).getInt(field);
    }

    private static String text(String body) {
        return body.formatted(SAID).replace('\'', '"');
    }
}
