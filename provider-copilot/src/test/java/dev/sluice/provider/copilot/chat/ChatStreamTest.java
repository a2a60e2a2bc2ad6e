package dev.sluice.provider.copilot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChatStreamTest {
    private static final String CHUNK =
            "{\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"x\"},\"finish_reason\":%s}]}";
    private static final String TEXT = CHUNK.formatted("null");
    private static final String END = CHUNK.formatted("\"stop\"");

    static Stream<String> shapes() {
        return Stream.of(
                "alternatives",
                "alternatives-cut",
                "alternatives-unfinished",
                "azure-gpt",
                "choices-null",
                "claude-parallel-calls",
                "claude-split-choices",
                "content-filter",
                "cot-after-finish",
                "cut-before-finish",
                "cut-in-second-part",
                "done-without-finish",
                "done-without-finish-calls",
                "empty-body",
                "end-without-done",
                "error-midway",
                "error-with-null-choices",
                "finish-error",
                "gemini-signature",
                "malformed",
                "missing-identity",
                "newer-gpt",
                "no-delta",
                "not-json",
                "reasoning",
                "split-stop-last",
                "two-choices-in-one-chunk",
                "usage-chunk-asked",
                "usage-chunk-not-asked",
                "usage-in-finish",
                "usage-in-finish-asked");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void normalizesEachShape(String name) {
        JsonObject fixture = Fixtures.read("streams/" + name + ".json");
        List<String> upstream = Fixtures.texts(fixture.getJsonArray("events"));
        try (EventStream stream =
                ChatStream.of(new ListedEvents(upstream), Fixtures.request(fixture), Fixtures.CLOCK)) {
            List<String> relayed = new ArrayList<>();
            ProviderException failure = relay(stream, relayed);

            assertThat(relayed.stream().map(Fixtures::comparable)).containsExactlyElementsOf(expected(fixture));
            assertThat(failure == null ? "" : failure.kind().name()).isEqualTo(fixture.getString("failure", ""));
            assertThat(failure == null ? "" : failure.code().orElse("")).isEqualTo(fixture.getString("code", ""));
            assertThat(stream.usage().map(ChatStreamTest::counts).orElse(List.of()))
                    .isEqualTo(counts(fixture));
            if (fixture.getBoolean("untouched", false)) {
                assertThat(relayed).isEqualTo(upstream);
            }
        }
    }

    @Test
    void passesUntouchedEventsOnAsTheyAre() {
        ServerSentEvent event = ServerSentEvent.of(Fixtures.bytes(TEXT));
        EventStream stream = over(new SlowEvents(event));

        assertThat(stream.next()).isSameAs(event);
    }

    @Test
    void endsOnlyOnceAndKeepsSayingSo() {
        EventStream stream = over(new ListedEvents(List.of(TEXT, END, "[DONE]")));

        assertThat(ListedEvents.drain(stream)).hasSize(3).startsWith(TEXT).endsWith("[DONE]");
        assertThat(stream.next()).isNull();
    }

    @Test
    void keepsFailingOnceItHasFailed() {
        EventStream stream = over(new ListedEvents(List.of(TEXT)));
        stream.next();

        assertThatThrownBy(stream::next).isInstanceOf(ProviderException.class).hasMessageContaining("complete");
        assertThatThrownBy(stream::next).isInstanceOf(ProviderException.class);
    }

    @Test
    void waitsForTheEndOfTheBodyOnceTheCallerHasHadTheLastEvent() {
        ListedEvents events = new ListedEvents(List.of(END, "[DONE]", "", ""));
        EventStream stream = over(events);
        stream.next();
        stream.next();
        events.ready(false);

        assertThat(stream.ready()).isFalse();
        assertThat(stream.next()).isNull();
        assertThat(events.left()).isZero();
        assertThat(stream.ready()).isTrue();
    }

    @Test
    void endsProperlyWhereTheConnectionBreaksBehindTheEnd() {
        EventStream stream = over(new SlowEvents(ServerSentEvent.of(Fixtures.bytes("[DONE]"))));
        stream.next();

        assertThat(stream.next()).isNotNull();
        assertThat(stream.next()).isNull();
    }

    @Test
    void doesNotWaitForAnUpstreamThatNeverStops() {
        List<String> endless = new ArrayList<>(List.of(END, "[DONE]"));
        endless.addAll(Collections.nCopies(1_000, TEXT));
        ListedEvents events = new ListedEvents(endless);

        assertThat(ListedEvents.drain(over(events))).containsExactly(END, "[DONE]");
        assertThat(events.left()).isPositive();
    }

    @Test
    void tellsTheTokensUsedWithAListOfChoicesWhereTheUpstreamHasNone() {
        String usage = "{\"choices\":null,\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";
        EventStream stream = ChatStream.of(
                new ListedEvents(List.of(END, usage, "[DONE]")),
                ChatRequest.normalizeForAggregate(Fixtures.bytes("{\"messages\":[]}"), "m"),
                Fixtures.CLOCK);

        JsonObject told = Fixtures.object(ListedEvents.drain(stream).get(1));

        assertThat(told.getJsonArray("choices")).isEmpty();
        assertThat(told.getJsonObject("usage").getInt("completion_tokens")).isEqualTo(2);
    }

    @Test
    void saysTheRoleOnce() {
        ListedEvents events = new ListedEvents(List.of(TEXT, TEXT, END, "[DONE]"));

        List<String> relayed = ListedEvents.drain(over(events));

        assertThat(relayed.getFirst()).isEqualTo(TEXT);
        assertThat(relayed.get(1)).isEqualTo(TEXT.replace("\"role\":\"assistant\",", ""));
        assertThat(relayed.get(2)).isEqualTo(END.replace("\"role\":\"assistant\",", ""));
    }

    @Test
    void skipsEventsWithoutData() {
        assertThat(ListedEvents.drain(over(new ListedEvents(List.of("", "  ", END, " [DONE] ")))))
                .containsExactly(END, "[DONE]");
    }

    @Test
    void isNotReadyWithAnEventThatIsHeldBack() {
        EventStream stream =
                over(new SlowEvents(ServerSentEvent.of(Fixtures.bytes(TEXT)), ServerSentEvent.of(Fixtures.bytes(END))));

        assertThat(stream.ready()).isTrue();
        assertThat(stream.next()).isNotNull();
        assertThat(stream.ready()).isFalse();
    }

    @Test
    void joinsPartsOnlyWhenTheRestOfTheBodyIsWhole() {
        EventStream stream = over(new SlowEvents(ServerSentEvent.of(Fixtures.bytes(END))));

        ProviderException failure = catchThrowableOfType(ProviderException.class, stream::next);

        assertThat(failure).hasMessage("broke off");
    }

    @Test
    void closesTheUpstream() {
        ListedEvents events = new ListedEvents(List.of());
        over(events).close();

        assertThat(events.closed()).isTrue();
    }

    private static EventStream over(EventStream events) {
        return ChatStream.of(events, ChatRequest.normalize(Fixtures.bytes("{\"messages\":[]}"), "m"), Fixtures.CLOCK);
    }

    private static @Nullable ProviderException relay(EventStream stream, List<String> relayed) {
        try {
            for (ServerSentEvent event = stream.next(); event != null; event = stream.next()) {
                relayed.add(event.text());
            }
            return null;
        } catch (ProviderException failure) {
            return failure;
        }
    }

    private static List<JsonValue> expected(JsonObject fixture) {
        return fixture.getJsonArray("expected").stream()
                .map(value -> Fixtures.comparable(Fixtures.texts(jakarta.json.Json.createArrayBuilder()
                                .add(value)
                                .build())
                        .getFirst()))
                .toList();
    }

    private static List<Long> counts(TokenUsage usage) {
        return List.of(usage.input(), usage.output(), usage.cachedInput(), usage.reasoning());
    }

    private static List<Long> counts(JsonObject fixture) {
        JsonArray numbers = fixture.getJsonArray("usage");
        return numbers == null ? List.of() : numbers.getValuesAs(jakarta.json.JsonNumber::longValue);
    }

    /** Has received some events; then the connection breaks. */
    private static final class SlowEvents implements EventStream {
        private final Queue<ServerSentEvent> received;

        private SlowEvents(ServerSentEvent... events) {
            this.received = new ArrayDeque<>(List.of(events));
        }

        @Override
        public ServerSentEvent next() {
            ServerSentEvent event = received.poll();
            if (event == null) {
                throw new ProviderException(dev.sluice.provider.ErrorKind.UPSTREAM_UNAVAILABLE, "broke off");
            }
            return event;
        }

        @Override
        public boolean ready() {
            return !received.isEmpty();
        }

        @Override
        public void close() {
            received.clear();
        }
    }
}
