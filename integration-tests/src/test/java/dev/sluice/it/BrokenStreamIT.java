package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.errors.AnthropicException;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.errors.OpenAIException;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.copilot.ToolCall;
import dev.sluice.provider.testkit.http.ConnectionEnding;
import dev.sluice.provider.testkit.http.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream that its upstream breaks off is an error in every dialect and through every bridge, never an answer. */
final class BrokenStreamIT {
    private static final ModelAnswer WORDS = ModelAnswer.text("word ".repeat(200));
    private static final ModelAnswer CALL =
            ModelAnswer.calls(List.of(new ToolCall("save", "{\"text\":\"" + "word ".repeat(200) + "\"}")));

    @RegisterExtension
    private static final AnthropicSession session = new AnthropicSession();

    private static OpenAIClient openAi;

    @BeforeAll
    static void connect() {
        openAi = session.sluice().openAi();
    }

    @AfterAll
    static void disconnect() {
        openAi.close();
    }

    private static Stream<Arguments> breaks() {
        return Stream.of(Upstream.values())
                .flatMap(upstream -> Stream.of(
                        Arguments.of(upstream, WORDS, ConnectionEnding.CLOSE),
                        Arguments.of(upstream, WORDS, ConnectionEnding.RESET),
                        Arguments.of(upstream, CALL, ConnectionEnding.CLOSE)));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void failsChatCompletions(Upstream upstream, ModelAnswer answer, ConnectionEnding ending) {
        // Claude speaks chat completions itself.
        String path = upstream == Upstream.MESSAGES ? Upstream.CHAT.path() : upstream.path();
        breakOff(path, answer, ending);
        List<String> ends = new ArrayList<>();

        OpenAIException failure = catchThrowableOfType(OpenAIException.class, () -> {
            try (var chunks = openAi.chat()
                    .completions()
                    .createStreaming(
                            OpenAiSession.ask(upstream.model(), "Talk on").build())) {
                chunks.stream()
                        .flatMap(chunk -> chunk.choices().stream())
                        .forEach(choice -> choice.finishReason().ifPresent(reason -> ends.add(reason.asString())));
            }
        });

        assertThat(failure).isNotNull();
        assertThat(ends).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void failsResponses(Upstream upstream, ModelAnswer answer, ConnectionEnding ending) {
        breakOff(upstream.path(), answer, ending);
        List<ResponseStreamEvent> events = new ArrayList<>();
        ResponseCreateParams params = ResponseCreateParams.builder()
                .model(upstream.model())
                .input("Talk on")
                .build();

        OpenAIException failure = catchThrowableOfType(OpenAIException.class, () -> {
            try (var response = openAi.responses().createStreaming(params)) {
                response.stream().forEach(events::add);
            }
        });

        assertThat(failure).isNotNull();
        assertThat(events)
                .noneMatch(event -> event.isCompleted() || event.isIncomplete())
                .noneMatch(ResponseStreamEvent::isOutputItemDone);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void failsMessages(Upstream upstream, ModelAnswer answer, ConnectionEnding ending) {
        breakOff(upstream.path(), answer, ending);
        List<RawMessageStreamEvent> events = new ArrayList<>();

        AnthropicException failure = catchThrowableOfType(AnthropicException.class, () -> {
            try (var response = session.client()
                    .messages()
                    .createStreaming(AnthropicSession.ask(upstream, "Talk on").build())) {
                response.stream().forEach(events::add);
            }
        });

        assertThat(failure).isNotNull();
        assertThat(events).noneMatch(event -> event.isMessageStop() || event.isMessageDelta());
        // Thoughts in front may be complete; the text or call that was cut is not.
        assertThat(events.stream().filter(RawMessageStreamEvent::isContentBlockStop))
                .hasSameSizeAs(events.stream()
                        .flatMap(event -> event.contentBlockStart().stream())
                        .filter(start -> start.contentBlock().isThinking())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void failsGemini(Upstream upstream, ModelAnswer answer, ConnectionEnding ending) throws IOException {
        String path = "/v1beta/models/" + upstream.model() + ":streamGenerateContent";
        String request = GeminiClient.asking("Talk on").toString();
        for (String style : List.of("", "?alt=sse")) {
            breakOff(upstream.path(), answer, ending);

            try (RawStream stream = RawStream.open(session.sluice().gateway().url(), path + style, request)) {
                StreamedReply reply = stream.rest();

                assertThat(reply.status() == 200 && reply.whole()).isFalse();
                assertThat(reply.text())
                        .contains("\"error\"", "\"status\"")
                        .doesNotContain("finishReason", "functionCall");
            }
        }
    }

    private static void breakOff(String path, ModelAnswer answer, ConnectionEnding ending) {
        session.copilot().answers().clear();
        session.copilot().answers().next(answer);
        session.copilot().faults().next(path, Fault.endingAfterParts(12, ending));
    }
}
