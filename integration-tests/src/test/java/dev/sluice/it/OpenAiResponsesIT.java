package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseUsage;
import com.openai.models.responses.StructuredResponse;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Stall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Responses by OpenAI's SDK, with a model that speaks them and with models to which they are bridged. */
final class OpenAiResponsesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    private static final OpenAiSession session = new OpenAiSession();

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
        Response response = create(ask(upstream, "Say hello"));

        assertThat(response.id()).startsWith("resp_");
        assertThat(response.createdAt()).isPositive();
        assertThat(response.model().asString()).isEqualTo(upstream.model());
        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(text(response)).contains("Say hello");
        ResponseUsage usage = response.usage().orElseThrow();
        assertThat(usage.inputTokens()).isPositive();
        assertThat(usage.outputTokens()).isPositive();
        assertThat(usage.totalTokens()).isEqualTo(usage.inputTokens() + usage.outputTokens());
        assertThat(session.copilot().requests().count(upstream.path())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void streamsWhatItWouldAnswerInOnePiece(Upstream upstream) {
        session.copilot().answers().always(ModelAnswer.text("Words, one after the other \u2013 \u00e4 \uD83D\uDE00."));

        List<ResponseStreamEvent> events = stream(ask(upstream, "Say something"));
        ResponseAccumulator accumulator = ResponseAccumulator.createWithSnapshots();
        events.forEach(accumulator::accumulate);

        Response streamed = accumulator.response().validate();
        assertThat(streamed.model().asString()).isEqualTo(upstream.model());
        assertThat(streamed.status()).contains(ResponseStatus.COMPLETED);
        assertThat(text(streamed)).isEqualTo(text(create(ask(upstream, "Say something"))));
        assertThat(text(accumulator.reconstructedResponse())).isEqualTo(text(streamed));
        assertThat(events.stream()
                        .flatMap(event -> event.outputTextDelta().stream())
                        .map(delta -> delta.delta()))
                .hasSizeGreaterThan(2)
                .satisfies(deltas -> assertThat(String.join("", deltas)).isEqualTo(text(streamed)));
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheOutputLimitCutTheAnswer(Upstream upstream) {
        session.copilot().answers().always(ModelAnswer.text("word ".repeat(200)));
        ResponseCreateParams params =
                ask(upstream, "Talk on").toBuilder().maxOutputTokens(16).build();
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        stream(params).forEach(accumulator::accumulate);

        assertThat(List.of(create(params), accumulator.response().validate())).allSatisfy(response -> {
            assertThat(response.status()).contains(ResponseStatus.INCOMPLETE);
            assertThat(response.incompleteDetails().orElseThrow().reason())
                    .contains(Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS);
        });
    }

    @ParameterizedTest
    @EnumSource
    void seesAnImage(Upstream upstream) {
        ResponseInputItem.Message message = ResponseInputItem.Message.builder()
                .role(ResponseInputItem.Message.Role.USER)
                .addInputTextContent("What is this?")
                .addContent(ResponseInputImage.builder()
                        .detail(ResponseInputImage.Detail.AUTO)
                        .imageUrl(TestImage.DATA_URL)
                        .build())
                .build();
        ResponseCreateParams params = ResponseCreateParams.builder()
                .model(upstream.model())
                .inputOfResponse(List.of(ResponseInputItem.ofMessage(message)))
                .build();

        assertThat(text(create(params))).contains(TestImage.SEEN, "What is this?");
    }

    @ParameterizedTest
    @EnumSource
    void readsAStructuredAnswer(Upstream upstream) {
        session.copilot().answers().next(ModelAnswer.text("{\"city\":\"Oslo\",\"people\":700000}"));

        StructuredResponse<Place> response = session.client()
                .responses()
                .create(ResponseCreateParams.builder()
                        .model(upstream.model())
                        .input("A city")
                        .text(Place.class)
                        .build())
                .validate();

        Place place = response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(content -> content.asOutputText())
                .findFirst()
                .orElseThrow();
        assertThat(place.city).isEqualTo("Oslo");
        assertThat(place.people).isEqualTo(700_000);
        assertThat(lastTo(upstream)).contains("\"json_schema\"", "\"people\"");
    }

    @ParameterizedTest
    @EnumSource
    void givesTheCallUpWhenTheStreamIsClosed(Upstream upstream) throws InterruptedException {
        session.copilot().answers().next(ModelAnswer.text("word ".repeat(200)));
        session.copilot().faults().next(upstream.path(), Fault.stallingAfterParts(8, Stall.untilReleased()));

        try (StreamResponse<ResponseStreamEvent> response =
                session.client().responses().createStreaming(ask(upstream, "Talk on"))) {
            assertThat(response.stream().iterator().next().validate().isCreated())
                    .isTrue();
        }

        RecordedRequest call = session.copilot().requests().awaitRequest(upstream.path(), PATIENCE);
        assertThat(call.awaitClosedByPeer(PATIENCE)).isTrue();
    }

    private static String lastTo(Upstream upstream) {
        return session.copilot()
                .requests()
                .last(upstream.path())
                .orElseThrow()
                .request()
                .text();
    }

    private static ResponseCreateParams ask(Upstream upstream, String text) {
        return ResponseCreateParams.builder()
                .model(upstream.model())
                .input(text)
                .build();
    }

    private static Response create(ResponseCreateParams params) {
        return session.client().responses().create(params).validate();
    }

    private static List<ResponseStreamEvent> stream(ResponseCreateParams params) {
        List<ResponseStreamEvent> events = new ArrayList<>();
        try (StreamResponse<ResponseStreamEvent> response =
                session.client().responses().createStreaming(params)) {
            response.stream().map(ResponseStreamEvent::validate).forEach(events::add);
        }
        return events;
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap((ResponseOutputItem item) -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(content -> content.asOutputText().text())
                .collect(Collectors.joining());
    }
}
