package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.CopilotRefusals;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.copilot.ToolCall;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Stall;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** LangChain4j, by each API that it speaks, with a model of each dialect. */
final class LangChainIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String WORDS = "Words, one after the other \u2013 \u00e4 \uD83D\uDE00.";
    private static final UserMessage QUESTION = UserMessage.from("What is the weather in Paris and in Oslo?");
    private static final ToolSpecification WEATHER = ToolSpecification.builder()
            .name("weather")
            .description("Tells the weather of a city")
            .parameters(JsonObjectSchema.builder()
                    .addStringProperty("city")
                    .required("city")
                    .build())
            .build();

    private static SignedInGateway sluice;
    private static URI base;

    @BeforeAll
    static void start(@TempDir Path home) {
        sluice = SignedInGateway.start(home, Map.of("SLUICE_RESILIENCE_RETRY_ATTEMPTS", "1"));
        base = sluice.gateway().url("/v1");
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    @AfterEach
    void reset() {
        sluice.reset();
    }

    private static Stream<Arguments> pairs() {
        return Stream.of(LangChainApi.values())
                .flatMap(api -> Stream.of(Upstream.values()).map(upstream -> Arguments.of(api, upstream)));
    }

    private static Stream<Arguments> bridgedPairs() {
        return pairs().filter(pair -> ((LangChainApi) pair.get()[0]).bridges((Upstream) pair.get()[1]));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void answersInOnePiece(LangChainApi api, Upstream upstream) {
        ChatResponse response = api.model(base, upstream.model()).chat(UserMessage.from("Say hello"));

        assertThat(response.aiMessage().text()).contains("Say hello");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.modelName()).isEqualTo(upstream.model());
        assertThat(response.tokenUsage().inputTokenCount()).isPositive();
        assertThat(response.tokenUsage().outputTokenCount()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streamsWhatItWouldAnswerInOnePiece(LangChainApi api, Upstream upstream) throws Exception {
        sluice.simulator().answers().next(ModelAnswer.text(WORDS));

        LangChainStream stream = streamed(api, upstream, UserMessage.from("Say something"));

        assertThat(stream.whole().aiMessage().text()).isEqualTo(WORDS);
        assertThat(stream.pieces()).hasSizeGreaterThan(2);
        assertThat(String.join("", stream.pieces())).isEqualTo(WORDS);
        assertThat(stream.whole().tokenUsage().outputTokenCount()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void answersWithWhatTheToolsSaid(LangChainApi api, Upstream upstream) {
        modelCalls();

        ChatResponse called = api.model(base, upstream.model()).chat(asking(List.of(QUESTION)));

        answersWithResults(api, upstream, called.aiMessage());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streamsCalls(LangChainApi api, Upstream upstream) throws Exception {
        modelCalls();
        LangChainStream stream = new LangChainStream();

        api.streaming(base, upstream.model()).chat(asking(List.of(QUESTION)), stream);

        answersWithResults(api, upstream, stream.whole().aiMessage());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void seesAnImage(LangChainApi api, Upstream upstream) {
        UserMessage shown =
                UserMessage.from(TextContent.from("What is this?"), ImageContent.from(TestImage.BASE64, "image/png"));

        assertThat(api.model(base, upstream.model()).chat(shown).aiMessage().text())
                .contains(TestImage.SEEN, "What is this?");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void readsAStructuredAnswer(LangChainApi api, Upstream upstream) {
        sluice.simulator().answers().next(ModelAnswer.text("{\"city\":\"Oslo\",\"people\":700000}"));
        JsonObjectSchema place = JsonObjectSchema.builder()
                .addStringProperty("city")
                .addIntegerProperty("people")
                .required("city", "people")
                .additionalProperties(false)
                .build();

        ChatResponse response = api.model(base, upstream.model())
                .chat(ChatRequest.builder()
                        .messages(UserMessage.from("A city"))
                        .responseFormat(ResponseFormat.builder()
                                .type(ResponseFormatType.JSON)
                                .jsonSchema(JsonSchema.builder()
                                        .name("place")
                                        .rootElement(place)
                                        .build())
                                .build())
                        .build());

        assertThat(GatewayClient.json(response.aiMessage().text()).getInt("people"))
                .isEqualTo(700_000);
        assertThat(sluice.simulator()
                        .requests()
                        .last(api.asked(upstream).path())
                        .orElseThrow()
                        .request()
                        .text())
                .contains("\"json_schema\"", "\"people\"");
    }

    @ParameterizedTest
    @EnumSource
    void suggestsModelsWhoseNamesAreNear(LangChainApi api) {
        ChatModel model = api.model(base, "copilot-gpt-4p");

        assertThat(catchThrowableOfType(ModelNotFoundException.class, () -> model.chat("Hello")))
                .hasMessageContaining("did you mean")
                .hasMessageContaining("gpt-4o");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void saysThatTheRateIsLimited(LangChainApi api, Upstream upstream) throws Exception {
        limited(api, upstream);
        ChatModel model = api.model(base, upstream.model());
        assertThat(catchThrowableOfType(RateLimitException.class, () -> model.chat("Hello")))
                .hasMessageContaining("rate_limited");

        limited(api, upstream);
        LangChainStream stream = streamed(api, upstream, UserMessage.from("Hello"));
        assertThat(stream.failure()).isInstanceOf(RateLimitException.class);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void repeatsWhatTheUpstreamDislikesAboutARequest(LangChainApi api, Upstream upstream) {
        sluice.simulator()
                .faults()
                .next(api.asked(upstream).path(), Fault.responding(CopilotRefusals.invalidBody("the input is odd")));
        ChatModel model = api.model(base, upstream.model());

        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> model.chat("Hello")))
                .hasMessageContaining("the input is odd");
    }

    @ParameterizedTest
    @MethodSource("bridgedPairs")
    void refusesWhatCannotBeBridgedAndNamesIt(LangChainApi api, Upstream upstream) {
        ChatModel model = api.askingWhatCannotBeBridged(base, upstream.model());

        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> model.chat("Hello")))
                .hasMessageContaining(api == LangChainApi.CHAT ? "logit_bias" : "tools[0].type");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void givesTheCallUpWhenTheStreamIsCancelled(LangChainApi api, Upstream upstream) throws Exception {
        String path = api.asked(upstream).path();
        sluice.simulator().answers().next(ModelAnswer.text("word ".repeat(200)));
        sluice.simulator().faults().next(path, Fault.stallingAfterParts(8, Stall.untilReleased()));
        LangChainStream stream = LangChainStream.cancelledAtItsFirstPiece();

        api.streaming(base, upstream.model())
                .chat(
                        ChatRequest.builder()
                                .messages(UserMessage.from("Talk on"))
                                .build(),
                        stream);

        RecordedRequest call = sluice.simulator().requests().awaitRequest(path, PATIENCE);
        assertThat(call.awaitClosedByPeer(PATIENCE)).isTrue();
        assertThat(stream.pieces()).isNotEmpty();
    }

    private static LangChainStream streamed(LangChainApi api, Upstream upstream, UserMessage message) {
        StreamingChatModel model = api.streaming(base, upstream.model());
        LangChainStream stream = new LangChainStream();
        model.chat(List.of(message), stream);
        return stream;
    }

    private static void limited(LangChainApi api, Upstream upstream) {
        sluice.simulator()
                .faults()
                .next(api.asked(upstream).path(), Fault.responding(CopilotLimits.rateLimited("rate_limited", "37")));
    }

    private static void modelCalls() {
        List<ToolCall> calls = List.of(
                new ToolCall("weather", "{\"city\":\"Paris\"}"), new ToolCall("weather", "{\"city\":\"Oslo\"}"));
        sluice.simulator().answers().next(new ModelAnswer("Let me see.", "", calls, false));
    }

    private static ChatRequest asking(List<ChatMessage> messages) {
        return ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(WEATHER)
                .build();
    }

    private static void answersWithResults(LangChainApi api, Upstream upstream, AiMessage called) {
        List<ToolExecutionRequest> calls = called.toolExecutionRequests();
        assertThat(calls).extracting(ToolExecutionRequest::name).containsExactly("weather", "weather");
        assertThat(calls)
                .extracting(call -> GatewayClient.json(call.arguments()).getString("city"))
                .containsExactly("Paris", "Oslo");
        assertThat(calls).extracting(ToolExecutionRequest::id).doesNotHaveDuplicates();
        List<ChatMessage> messages = new ArrayList<>(List.of(QUESTION, called));
        messages.add(ToolExecutionResultMessage.from(calls.getFirst(), "18 degrees"));
        messages.add(ToolExecutionResultMessage.from(calls.getLast(), "3 degrees"));

        ChatResponse answer = api.model(base, upstream.model()).chat(asking(messages));

        assertThat(answer.aiMessage().text()).contains("18 degrees", "3 degrees");
    }
}
