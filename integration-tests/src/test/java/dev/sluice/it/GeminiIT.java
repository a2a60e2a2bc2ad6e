package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.copilot.ToolCall;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Stall;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Gemini's API over models that don't speak it. */
final class GeminiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<ToolCall> CALLS =
            List.of(new ToolCall("weather", "{\"city\":\"Paris\"}"), new ToolCall("weather", "{\"city\":\"Oslo\"}"));
    private static final JsonObject TOOLS = GatewayClient.json("{\"functionDeclarations\":[{\"name\":\"weather\","
            + "\"description\":\"Tells the weather of a city\",\"parameters\":{\"type\":\"OBJECT\","
            + "\"properties\":{\"city\":{\"type\":\"STRING\"}},\"required\":[\"city\"]}}]}");

    private static SignedInGateway sluice;
    private static GeminiClient gemini;

    @BeforeAll
    static void start(@TempDir Path home) {
        sluice = SignedInGateway.start(home, Map.of("SLUICE_RESILIENCE_RETRY_ATTEMPTS", "1"));
        gemini = new GeminiClient(sluice.gateway().url());
    }

    @AfterAll
    static void stop() {
        gemini.close();
        sluice.close();
    }

    @AfterEach
    void reset() {
        sluice.reset();
    }

    private static Stream<Arguments> streams() {
        return Stream.of(Upstream.values())
                .flatMap(upstream -> Stream.of(Arguments.of(upstream, true), Arguments.of(upstream, false)));
    }

    @ParameterizedTest
    @EnumSource
    void answersInOnePiece(Upstream upstream) throws IOException, InterruptedException {
        HttpResponse<String> response = gemini.generate(upstream.model(), GeminiClient.asking("Say hello"));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject reply = GatewayClient.json(response);
        assertThat(text(List.of(reply))).contains("Say hello");
        assertThat(finishReason(reply)).isEqualTo("STOP");
        assertThat(reply.getString("modelVersion")).isEqualTo(upstream.model());
        JsonObject usage = reply.getJsonObject("usageMetadata");
        assertThat(usage.getInt("promptTokenCount")).isPositive();
        assertThat(usage.getInt("candidatesTokenCount")).isPositive();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamsWhatItWouldAnswerInOnePiece(Upstream upstream, boolean events)
            throws IOException, InterruptedException {
        sluice.simulator().answers().next(ModelAnswer.text("Words, one after the other \u2013 \u00e4 \uD83D\uDE00."));

        GeminiClient.Streamed reply = gemini.stream(upstream, GeminiClient.asking("Say something"), events);

        assertThat(reply.contentType()).startsWith(events ? "text/event-stream" : "application/json");
        assertThat(reply.elements()).hasSizeGreaterThan(2);
        assertThat(text(reply.elements())).isEqualTo("Words, one after the other \u2013 \u00e4 \uD83D\uDE00.");
        JsonObject last = reply.elements().getLast();
        assertThat(finishReason(last)).isEqualTo("STOP");
        assertThat(last.getJsonObject("usageMetadata").getInt("candidatesTokenCount"))
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void answersWithWhatTheFunctionsSaid(Upstream upstream) throws IOException, InterruptedException {
        sluice.simulator().answers().next(new ModelAnswer("Let me see.", "", CALLS, false));

        HttpResponse<String> response = gemini.generate(upstream.model(), question(List.of()));

        answersWithResults(upstream, List.of(GatewayClient.json(response)));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamsCallsOfFunctions(Upstream upstream, boolean events) throws IOException, InterruptedException {
        sluice.simulator().answers().next(new ModelAnswer("Let me see.", "", CALLS, false));

        answersWithResults(
                upstream, gemini.stream(upstream, question(List.of()), events).elements());
    }

    @ParameterizedTest
    @EnumSource
    void seesAnImage(Upstream upstream) throws IOException, InterruptedException {
        JsonObject request = GatewayClient.json("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"inlineData\":"
                + "{\"mimeType\":\"image/png\",\"data\":\"" + TestImage.BASE64
                + "\"}},{\"text\":\"What is this?\"}]}]}");

        JsonObject reply = GatewayClient.json(gemini.generate(upstream.model(), request));

        assertThat(text(List.of(reply))).contains(TestImage.SEEN, "What is this?");
    }

    @ParameterizedTest
    @EnumSource
    void passesTheSchemaOfAnAnswerOn(Upstream upstream) throws IOException, InterruptedException {
        sluice.simulator().answers().next(ModelAnswer.text("{\"city\":\"Oslo\",\"people\":700000}"));
        JsonObject request = GatewayClient.json("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"A city\"}]}],"
                + "\"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseSchema\":{\"type\":\"OBJECT\","
                + "\"properties\":{\"city\":{\"type\":\"STRING\"},\"people\":{\"type\":\"INTEGER\"}}}}}");

        JsonObject reply = GatewayClient.json(gemini.generate(upstream.model(), request));

        assertThat(GatewayClient.json(text(List.of(reply))).getInt("people")).isEqualTo(700_000);
        assertThat(sluice.simulator()
                        .requests()
                        .last(upstream.path())
                        .orElseThrow()
                        .request()
                        .text())
                .contains("\"json_schema\"", "\"people\"");
    }

    @ParameterizedTest
    @EnumSource
    void givesTheCallUpWhenTheStreamIsClosed(Upstream upstream) throws IOException, InterruptedException {
        sluice.simulator().answers().next(ModelAnswer.text("word ".repeat(200)));
        sluice.simulator().faults().next(upstream.path(), Fault.stallingAfterParts(8, Stall.untilReleased()));

        try (InputStream events = gemini.open(upstream, GeminiClient.asking("Talk on"))) {
            assertThat(events.read()).isEqualTo('d');
        }

        RecordedRequest call = sluice.simulator().requests().awaitRequest(upstream.path(), PATIENCE);
        assertThat(call.awaitClosedByPeer(PATIENCE)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void tellsARateLimitInGooglesWords(Upstream upstream) throws IOException, InterruptedException {
        sluice.simulator()
                .faults()
                .next(upstream.path(), Fault.responding(CopilotLimits.rateLimited("rate_limited", "37")));

        HttpResponse<String> response = gemini.generate(upstream.model(), GeminiClient.asking("Hello"));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).contains("37");
        assertThat(GatewayClient.error(response).getInt("code")).isEqualTo(429);
        assertThat(GatewayClient.error(response).getString("status")).isEqualTo("RESOURCE_EXHAUSTED");
    }

    @Test
    void suggestsModelsWhoseNamesAreNear() throws IOException, InterruptedException {
        HttpResponse<String> response = gemini.generate("copilot-gpt-4p", GeminiClient.asking("Hello"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(GatewayClient.error(response).getString("status")).isEqualTo("NOT_FOUND");
        assertThat(GatewayClient.error(response).getString("message")).contains("gpt-4o");
    }

    private static void answersWithResults(Upstream upstream, List<JsonObject> called)
            throws IOException, InterruptedException {
        assertThat(finishReason(called.getLast())).isEqualTo("STOP");
        List<JsonObject> calls = parts(called).stream()
                .filter(part -> part.containsKey("functionCall"))
                .map(part -> part.getJsonObject("functionCall"))
                .toList();
        assertThat(calls).extracting(call -> call.getString("name")).containsExactly("weather", "weather");
        assertThat(calls)
                .extracting(call -> call.getJsonObject("args").getString("city"))
                .containsExactly("Paris", "Oslo");
        JsonArrayBuilder said = Json.createArrayBuilder();
        parts(called).forEach(said::add);
        JsonObject model = Json.createObjectBuilder()
                .add("role", "model")
                .add("parts", said)
                .build();
        JsonObject results = Json.createObjectBuilder()
                .add("role", "user")
                .add(
                        "parts",
                        Json.createArrayBuilder()
                                .add(result(calls.getFirst(), "18 degrees"))
                                .add(result(calls.getLast(), "3 degrees")))
                .build();

        HttpResponse<String> answer = gemini.generate(upstream.model(), question(List.of(model, results)));

        assertThat(answer.body()).contains("18 degrees", "3 degrees");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static JsonObject result(JsonObject call, String result) {
        return Json.createObjectBuilder()
                .add(
                        "functionResponse",
                        Json.createObjectBuilder()
                                .add("id", call.getString("id"))
                                .add("name", "weather")
                                .add("response", Json.createObjectBuilder().add("result", result)))
                .build();
    }

    private static JsonObject question(List<JsonObject> more) {
        JsonArrayBuilder contents =
                Json.createArrayBuilder().add(GeminiClient.said("user", "What is the weather in Paris and in Oslo?"));
        more.forEach(contents::add);
        return Json.createObjectBuilder()
                .add("contents", contents)
                .add("tools", Json.createArrayBuilder().add(TOOLS))
                .build();
    }

    private static List<JsonObject> parts(List<JsonObject> replies) {
        return replies.stream()
                .flatMap(reply -> reply.getJsonArray("candidates").getValuesAs(JsonObject.class).stream())
                .filter(candidate -> candidate.containsKey("content")
                        && candidate.getJsonObject("content").containsKey("parts"))
                .flatMap(candidate ->
                        candidate.getJsonObject("content").getJsonArray("parts").getValuesAs(JsonObject.class).stream())
                .toList();
    }

    private static String text(List<JsonObject> replies) {
        return parts(replies).stream()
                .filter(part -> !part.getBoolean("thought", false))
                .map(part -> part.getString("text", ""))
                .collect(Collectors.joining());
    }

    private static String finishReason(JsonObject reply) {
        return reply.getJsonArray("candidates").getJsonObject(0).getString("finishReason", "");
    }
}
