package dev.sluice.it;

import static dev.sluice.it.OpenAiSession.CHAT;
import static dev.sluice.it.OpenAiSession.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.completions.CompletionUsage;
import dev.sluice.it.OpenAiResponsesIT.Place;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Stall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chat completions by OpenAI's SDK, with one model of each family. */
final class OpenAiChatIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    private static final OpenAiSession session = new OpenAiSession();

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-5-mini", "gpt-5.2-codex", "claude-sonnet-4.5", "gemini-2.5-pro"})
    void answersInOnePiece(String model) {
        ChatCompletion completion = complete(ask(model, "Say hello").build());

        assertThat(completion.id()).isNotBlank();
        assertThat(completion.created()).isPositive();
        assertThat(completion.model()).startsWith(model);
        assertThat(completion.usage().map(CompletionUsage::totalTokens).orElseThrow())
                .isPositive();
        ChatCompletion.Choice choice = onlyChoice(completion);
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(choice.message().content().orElseThrow()).contains("Say hello");
        assertThat(choice.message()._refusal().isNull()).isTrue();
        assertThat(choice._logprobs().isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-5-mini", "gpt-5.2-codex", "claude-sonnet-4.5", "gemini-2.5-pro"})
    void streamsWhatItWouldAnswerInOnePiece(String model) {
        session.copilot().answers().always(ModelAnswer.text("Words, one after the other \u2013 \u00e4 \uD83D\uDE00."));

        List<ChatCompletionChunk> chunks = stream(ask(model, "Say something"));
        ChatCompletion streamed = accumulated(chunks);

        assertThat(chunks).hasSizeGreaterThan(2);
        assertThat(chunks.stream().map(ChatCompletionChunk::id).distinct()).hasSize(1);
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.created()).isPositive());
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.model()).startsWith(model));
        assertThat(onlyChoice(streamed).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(content(streamed))
                .isEqualTo(content(complete(ask(model, "Say something").build())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-5-mini", "gpt-5.2-codex", "claude-sonnet-4.5", "gemini-2.5-pro"})
    void reportsUsageAtTheEndOfAStreamThatAsksForIt(String model) {
        ChatCompletionStreamOptions options =
                ChatCompletionStreamOptions.builder().includeUsage(true).build();

        List<ChatCompletionChunk> chunks = stream(ask(model, "Count me").streamOptions(options));

        CompletionUsage usage = chunks.getLast().usage().orElseThrow();
        assertThat(usage.promptTokens()).isPositive();
        assertThat(usage.completionTokens()).isPositive();
        assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-5-mini", "gpt-5.2-codex", "claude-sonnet-4.5", "gemini-2.5-pro"})
    void seesAnImageThatComesAsADataUrl(String model) {
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessageOfArrayOfContentParts(List.of(
                        ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                .text("What is this?")
                                .build()),
                        ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                        .url(TestImage.DATA_URL)
                                        .build())
                                .build())))
                .build();

        assertThat(content(complete(params))).contains(TestImage.SEEN, "What is this?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-5-mini", "gpt-5.2-codex", "claude-sonnet-4.5", "gemini-2.5-pro"})
    void readsAStructuredAnswer(String model) {
        session.copilot().answers().next(ModelAnswer.text("{\"city\":\"Oslo\",\"people\":700000}"));

        StructuredChatCompletion<Place> completion = session.client()
                .chat()
                .completions()
                .create(ask(model, "A city").responseFormat(Place.class).build())
                .validate();

        Place place = completion.choices().getFirst().message().content().orElseThrow();
        assertThat(place.city).isEqualTo("Oslo");
        assertThat(place.people).isEqualTo(700_000);
        assertThat(session.copilot()
                        .requests()
                        .last(path(model))
                        .orElseThrow()
                        .request()
                        .text())
                .contains("\"json_schema\"", "\"people\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-5.2-codex", "claude-sonnet-4.5"})
    void givesTheCallUpWhenTheStreamIsClosed(String model) throws InterruptedException {
        session.copilot().answers().next(ModelAnswer.text("word ".repeat(200)));
        session.copilot().faults().next(path(model), Fault.stallingAfterParts(8, Stall.untilReleased()));

        try (StreamResponse<ChatCompletionChunk> response = session.client()
                .chat()
                .completions()
                .createStreaming(ask(model, "Talk on").build())) {
            Iterator<ChatCompletionChunk> chunks = response.stream().iterator();
            assertThat(chunks.next().validate().choices()).isNotNull();
        }

        RecordedRequest call = session.copilot().requests().awaitRequest(path(model), PATIENCE);
        assertThat(call.awaitClosedByPeer(PATIENCE)).isTrue();
    }

    /** One of them does not speak chat completions. */
    private static String path(String model) {
        return model.endsWith("-codex") ? Upstream.RESPONSES.path() : CHAT;
    }

    private static ChatCompletion complete(ChatCompletionCreateParams params) {
        return session.client().chat().completions().create(params).validate();
    }

    private static List<ChatCompletionChunk> stream(ChatCompletionCreateParams.Builder params) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> response =
                session.client().chat().completions().createStreaming(params.build())) {
            response.stream().map(ChatCompletionChunk::validate).forEach(chunks::add);
        }
        return chunks;
    }

    private static ChatCompletion accumulated(List<ChatCompletionChunk> chunks) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);
        return accumulator.chatCompletion().validate();
    }

    private static ChatCompletion.Choice onlyChoice(ChatCompletion completion) {
        assertThat(completion.choices()).hasSize(1);
        return completion.choices().getFirst();
    }

    private static String content(ChatCompletion completion) {
        return onlyChoice(completion).message().content().orElseThrow();
    }
}
