package dev.sluice.it;

import static dev.sluice.it.OpenAiSession.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.copilot.ToolCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of tools by OpenAI's SDK, with one model of each family: the call, its result, the answer. */
final class OpenAiToolsIT {
    private static final String PARIS = "{\"city\":\"Paris\"}";
    private static final String OSLO = "{\"city\":\"Oslo\"}";

    @RegisterExtension
    private static final OpenAiSession session = new OpenAiSession();

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-5-mini", "gpt-5.2-codex", "claude-sonnet-4.5", "gemini-2.5-pro"})
    void answersWithWhatTheToolSaid(String model) {
        modelCalls(PARIS);
        ChatCompletionCreateParams question = question(model);

        ChatCompletionMessage called = calledBy(complete(question), PARIS);

        answersWithResults(question, called, "18 degrees");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-5-mini", "gpt-5.2-codex", "claude-sonnet-4.5", "gemini-2.5-pro"})
    void takesTheResultsOfParallelCalls(String model) {
        modelCalls(PARIS, OSLO);
        ChatCompletionCreateParams question = question(model);

        ChatCompletionMessage called = calledBy(complete(question), PARIS, OSLO);

        answersWithResults(question, called, "18 degrees", "3 degrees");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-5-mini", "gpt-5.2-codex", "claude-sonnet-4.5", "gemini-2.5-pro"})
    void streamsParallelCalls(String model) {
        modelCalls(PARIS, OSLO);
        ChatCompletionCreateParams question = question(model);
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                session.client().chat().completions().createStreaming(question)) {
            chunks.stream().map(ChatCompletionChunk::validate).forEach(accumulator::accumulate);
        }

        ChatCompletionMessage called = calledBy(accumulator.chatCompletion().validate(), PARIS, OSLO);

        answersWithResults(question, called, "18 degrees", "3 degrees");
    }

    private static void modelCalls(String... arguments) {
        List<ToolCall> calls = List.of(arguments).stream()
                .map(text -> new ToolCall("weather", text))
                .toList();
        session.copilot().answers().next(ModelAnswer.calls(calls));
    }

    private static ChatCompletionMessage calledBy(ChatCompletion completion, String... arguments) {
        assertThat(completion.choices()).hasSize(1);
        ChatCompletion.Choice choice = completion.choices().getFirst();
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        List<ChatCompletionMessageFunctionToolCall> calls = calls(choice.message());
        assertThat(calls).extracting(call -> call.function().name()).containsOnly("weather");
        assertThat(calls).extracting(call -> call.function().arguments()).containsExactly(arguments);
        assertThat(calls)
                .extracting(ChatCompletionMessageFunctionToolCall::id)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).isNotBlank());
        return choice.message();
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletionMessage message) {
        return message.toolCalls().orElseThrow().stream()
                .map(ChatCompletionMessageToolCall::asFunction)
                .toList();
    }

    private static void answersWithResults(
            ChatCompletionCreateParams question, ChatCompletionMessage called, String... results) {
        ChatCompletionCreateParams.Builder next = question.toBuilder().addMessage(called);
        for (int i = 0; i < results.length; i++) {
            next.addMessage(ChatCompletionToolMessageParam.builder()
                    .toolCallId(calls(called).get(i).id())
                    .content(results[i])
                    .build());
        }
        ChatCompletion.Choice answer = complete(next.build()).choices().getFirst();
        assertThat(answer.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answer.message().content().orElseThrow()).contains(results);
    }

    private static ChatCompletion complete(ChatCompletionCreateParams params) {
        return session.client().chat().completions().create(params).validate();
    }

    private static ChatCompletionCreateParams question(String model) {
        return ask(model, "What is the weather in Paris and in Oslo?")
                .addFunctionTool(FunctionDefinition.builder()
                        .name("weather")
                        .description("Tells the weather of a city")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                                .build())
                        .build())
                .build();
    }
}
