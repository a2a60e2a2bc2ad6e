package dev.sluice.it;

import static dev.sluice.it.AnthropicSession.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.WebSearchTool20250305;
import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.CopilotRefusals;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Stall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages by Anthropic's SDK, with a model that speaks them and with models to which they are bridged. */
final class AnthropicMessagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    private static final AnthropicSession session = new AnthropicSession();

    /** What a structured answer is read into. */
    public static final class Place {
        /** Its name. */
        public String city = "";

        /** How many live there. */
        public int people;
    }

    @ParameterizedTest
    @EnumSource
    void answersInOnePiece(Upstream upstream) {
        Message message = create(ask(upstream, "Say hello").system("Be brief.").build());

        assertThat(message.id()).isNotBlank();
        assertThat(message.model().asString()).isEqualTo(upstream.model());
        assertThat(message.stopReason()).contains(StopReason.END_TURN);
        assertThat(text(message)).contains("Say hello");
        assertThat(message.usage().inputTokens()).isPositive();
        assertThat(message.usage().outputTokens()).isPositive();
        assertThat(session.copilot()
                        .requests()
                        .last(upstream.path())
                        .orElseThrow()
                        .request()
                        .text())
                .contains("Be brief.");
    }

    @ParameterizedTest
    @EnumSource
    void streamsWhatItWouldAnswerInOnePiece(Upstream upstream) {
        session.copilot().answers().always(ModelAnswer.text("Words, one after the other \u2013 \u00e4 \uD83D\uDE00."));

        List<RawMessageStreamEvent> events =
                stream(ask(upstream, "Say something").build());
        MessageAccumulator accumulator = MessageAccumulator.create();
        events.forEach(accumulator::accumulate);

        Message streamed = accumulator.message().validate();
        assertThat(events.stream().filter(RawMessageStreamEvent::isContentBlockDelta))
                .hasSizeGreaterThan(2);
        assertThat(streamed.model().asString()).isEqualTo(upstream.model());
        assertThat(streamed.stopReason()).contains(StopReason.END_TURN);
        assertThat(streamed.usage().outputTokens()).isPositive();
        assertThat(text(streamed))
                .isEqualTo(text(create(ask(upstream, "Say something").build())));
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheOutputLimitCutTheAnswer(Upstream upstream) {
        session.copilot().answers().always(ModelAnswer.text("word ".repeat(200)));
        MessageCreateParams params = ask(upstream, "Talk on").maxTokens(16).build();
        MessageAccumulator accumulator = MessageAccumulator.create();
        stream(params).forEach(accumulator::accumulate);

        assertThat(create(params).stopReason()).contains(StopReason.MAX_TOKENS);
        assertThat(accumulator.message().stopReason()).contains(StopReason.MAX_TOKENS);
    }

    @ParameterizedTest
    @EnumSource
    void seesAnImage(Upstream upstream) {
        MessageCreateParams params = MessageCreateParams.builder()
                .model(upstream.model())
                .maxTokens(2048)
                .addUserMessageOfContentBlockParams(List.of(
                        ContentBlockParam.ofImage(ImageBlockParam.builder()
                                .source(Base64ImageSource.builder()
                                        .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                                        .data(TestImage.BASE64)
                                        .build())
                                .build()),
                        ContentBlockParam.ofText(
                                TextBlockParam.builder().text("What is this?").build())))
                .build();

        assertThat(text(create(params))).contains(TestImage.SEEN, "What is this?");
    }

    @ParameterizedTest
    @EnumSource
    void readsAStructuredAnswer(Upstream upstream) {
        session.copilot().answers().next(ModelAnswer.text("{\"city\":\"Oslo\",\"people\":700000}"));

        Place place = session
                .client()
                .messages()
                .create(ask(upstream, "A city").outputConfig(Place.class).build())
                .content()
                .stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .findFirst()
                .orElseThrow();

        assertThat(place.city).isEqualTo("Oslo");
        assertThat(place.people).isEqualTo(700_000);
        assertThat(session.copilot()
                        .requests()
                        .last(upstream.path())
                        .orElseThrow()
                        .request()
                        .text())
                .contains("\"json_schema\"", "\"people\"");
    }

    @ParameterizedTest
    @EnumSource
    void givesTheCallUpWhenTheStreamIsClosed(Upstream upstream) throws InterruptedException {
        session.copilot().answers().next(ModelAnswer.text("word ".repeat(200)));
        session.copilot().faults().next(upstream.path(), Fault.stallingAfterParts(8, Stall.untilReleased()));

        try (StreamResponse<RawMessageStreamEvent> response = session.client()
                .messages()
                .createStreaming(ask(upstream, "Talk on").build())) {
            assertThat(response.stream().iterator().next().validate().isMessageStart())
                    .isTrue();
        }

        RecordedRequest call = session.copilot().requests().awaitRequest(upstream.path(), PATIENCE);
        assertThat(call.awaitClosedByPeer(PATIENCE)).isTrue();
    }

    @Test
    void suggestsModelsWhoseNamesAreNear() {
        MessageCreateParams params = MessageCreateParams.builder()
                .model("copilot-claude-sonnet-4.4")
                .maxTokens(16)
                .addUserMessage("Hello")
                .build();

        NotFoundException unknown = catchThrowableOfType(
                NotFoundException.class, () -> session.client().messages().create(params));

        tells(unknown, 404, ErrorType.NOT_FOUND_ERROR);
        assertThat(unknown).hasMessageContaining("claude-sonnet-4.5");
    }

    @ParameterizedTest
    @EnumSource
    void passesOnHowLongARateLimitLasts(Upstream upstream) {
        session.copilot()
                .faults()
                .next(upstream.path(), Fault.responding(CopilotLimits.rateLimited("rate_limited", "37")));

        RateLimitException limited = catchThrowableOfType(
                RateLimitException.class,
                () -> session.client()
                        .messages()
                        .createStreaming(ask(upstream, "Hello").build()));

        tells(limited, 429, ErrorType.RATE_LIMIT_ERROR);
        assertThat(limited.headers().values("retry-after")).containsExactly("37");
    }

    @ParameterizedTest
    @EnumSource
    void repeatsWhatTheUpstreamDislikesAboutARequest(Upstream upstream) {
        session.copilot()
                .faults()
                .next(upstream.path(), Fault.responding(CopilotRefusals.invalidBody("the input is odd")));

        BadRequestException refused = catchThrowableOfType(
                BadRequestException.class, () -> create(ask(upstream, "Hello").build()));

        tells(refused, 400, ErrorType.INVALID_REQUEST_ERROR);
        assertThat(refused).hasMessageContaining("the input is odd");
    }

    @ParameterizedTest
    @EnumSource(
            value = Upstream.class,
            names = {"CHAT", "RESPONSES"})
    void refusesWhatCannotBeBridgedAndNamesIt(Upstream upstream) {
        MessageCreateParams params = ask(upstream, "Hello")
                .addTool(WebSearchTool20250305.builder().build())
                .build();

        BadRequestException refused = catchThrowableOfType(BadRequestException.class, () -> create(params));

        tells(refused, 400, ErrorType.INVALID_REQUEST_ERROR);
        assertThat(refused).hasMessageContaining("tools[0].type");
        assertThat(session.copilot().requests().count(upstream.path())).isZero();
    }

    private static void tells(AnthropicServiceException failure, int status, ErrorType type) {
        assertThat(failure.statusCode()).isEqualTo(status);
        assertThat(failure.type()).contains(type);
        assertThat(failure.requestId()).isNotEmpty();
    }

    private static Message create(MessageCreateParams params) {
        return session.client().messages().create(params).validate();
    }

    private static List<RawMessageStreamEvent> stream(MessageCreateParams params) {
        List<RawMessageStreamEvent> events = new ArrayList<>();
        try (StreamResponse<RawMessageStreamEvent> response =
                session.client().messages().createStreaming(params)) {
            response.stream().map(RawMessageStreamEvent::validate).forEach(events::add);
        }
        return events;
    }

    private static String text(Message message) {
        return message.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(Collectors.joining());
    }
}
