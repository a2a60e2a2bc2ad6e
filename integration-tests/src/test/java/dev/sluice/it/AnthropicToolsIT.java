package dev.sluice.it;

import static dev.sluice.it.AnthropicSession.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.copilot.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of tools by Anthropic's SDK, without and with thinking, which goes back with the results. */
final class AnthropicToolsIT {
    private static final String THOUGHTS = "Two cities are asked for.";
    private static final List<ToolCall> CALLS =
            List.of(new ToolCall("weather", "{\"city\":\"Paris\"}"), new ToolCall("weather", "{\"city\":\"Oslo\"}"));

    @RegisterExtension
    private static final AnthropicSession session = new AnthropicSession();

    @ParameterizedTest
    @EnumSource
    void answersWithWhatTheToolsSaid(Upstream upstream) {
        session.copilot().answers().next(new ModelAnswer("Let me see.", "", CALLS, false));
        MessageCreateParams question = question(upstream).build();

        answersWithResults(question, session.client().messages().create(question));
    }

    @ParameterizedTest
    @EnumSource
    void streamsCalls(Upstream upstream) {
        session.copilot().answers().next(new ModelAnswer("Let me see.", "", CALLS, false));
        MessageCreateParams question = question(upstream).build();

        answersWithResults(question, streamed(question));
    }

    @ParameterizedTest
    @EnumSource(
            value = Upstream.class,
            names = {"MESSAGES", "RESPONSES"})
    void takesItsThoughtsBack(Upstream upstream) {
        MessageCreateParams question = question(upstream).enabledThinking(1024).build();
        session.copilot().answers().next(new ModelAnswer("", THOUGHTS, CALLS, false));
        Message whole = session.client().messages().create(question);
        session.copilot().answers().next(new ModelAnswer("", THOUGHTS, CALLS, false));
        Message streamed = streamed(question);

        for (Message called : List.of(whole, streamed)) {
            ContentBlock first = called.content().getFirst();
            assertThat(first.isThinking() || first.isRedactedThinking()).isTrue();
            answersWithResults(question, called);
            String sent = session.copilot()
                    .requests()
                    .last(upstream.path())
                    .orElseThrow()
                    .request()
                    .text();
            // The service knows the thought by what it has sealed: as it made it, without the gateway's wrapping.
            assertThat(sent).contains(upstream == Upstream.MESSAGES ? "\"signature\"" : "\"encrypted_content\"");
            assertThat(sent).doesNotContain("sluice1.");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Upstream.class,
            names = {"MESSAGES"})
    void showsWhatTheModelThinks(Upstream upstream) {
        session.copilot().answers().next(ModelAnswer.text("42").thinking(THOUGHTS));

        Message message =
                streamed(ask(upstream, "How many?").enabledThinking(1024).build());

        assertThat(message.content().getFirst().asThinking().thinking()).isEqualTo(THOUGHTS);
        assertThat(message.content().getLast().asText().text()).isEqualTo("42");
    }

    private static void answersWithResults(MessageCreateParams question, Message called) {
        called.validate();
        assertThat(called.stopReason()).contains(StopReason.TOOL_USE);
        List<ToolUseBlock> calls = called.content().stream()
                .flatMap(block -> block.toolUse().stream())
                .toList();
        assertThat(calls).extracting(ToolUseBlock::name).containsExactly("weather", "weather");
        assertThat(calls)
                .extracting(call -> call._input().convert(Map.class))
                .containsExactly(Map.of("city", "Paris"), Map.of("city", "Oslo"));
        assertThat(calls).extracting(ToolUseBlock::id).doesNotHaveDuplicates();
        MessageCreateParams next = question.toBuilder()
                .addMessage(called)
                .addUserMessageOfContentBlockParams(
                        List.of(result(calls.getFirst(), "18 degrees"), result(calls.getLast(), "3 degrees")))
                .build();

        Message answer = session.client().messages().create(next).validate();

        assertThat(answer.stopReason()).contains(StopReason.END_TURN);
        assertThat(answer.content().stream()
                        .flatMap(block -> block.text().stream())
                        .map(block -> block.text())
                        .collect(Collectors.joining()))
                .contains("18 degrees", "3 degrees");
    }

    private static ContentBlockParam result(ToolUseBlock call, String content) {
        return ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                .toolUseId(call.id())
                .content(content)
                .build());
    }

    private static Message streamed(MessageCreateParams params) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events =
                session.client().messages().createStreaming(params)) {
            events.stream().map(RawMessageStreamEvent::validate).forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static MessageCreateParams.Builder question(Upstream upstream) {
        return ask(upstream, "What is the weather in Paris and in Oslo?")
                .addTool(Tool.builder()
                        .name("weather")
                        .description("Tells the weather of a city")
                        .inputSchema(Tool.InputSchema.builder()
                                .properties(Tool.InputSchema.Properties.builder()
                                        .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                                        .build())
                                .addRequired("city")
                                .build())
                        .build());
    }
}
