package dev.sluice.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventParserTest {
    private static final String SAMPLE = """
            : ping

            event: message_start
            data: {"text":"h\u00e9llo \ud83d\ude00"}
            id: 7
            retry: 10

            data:no space
            data:  two spaces
            data

            event: nothing but a type

            data: {"a":1}

            datax: not data
            data: [DONE]

            """;

    private static final List<String> EXPECTED = List.of(
            "message_start|{\"text\":\"h\u00e9llo \ud83d\ude00\"}",
            "|no space\n two spaces\n",
            "|{\"a\":1}",
            "|[DONE]");

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsTheSameEventsWhereverTheBytesAreSplit(String lineEnd) throws Exception {
        byte[] bytes = utf8(SAMPLE.replace("\n", lineEnd));

        for (int first = 0; first <= bytes.length; first++) {
            assertThat(parse(bytes, first)).as("split at %d", first).isEqualTo(EXPECTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsTheSameEventsByteByByteAndInRandomPieces(String lineEnd) throws Exception {
        byte[] bytes = utf8("\ufeff" + SAMPLE.replace("\n", lineEnd));
        int[] everyByte = new int[bytes.length];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = i;
        }

        assertThat(parse(bytes, everyByte)).isEqualTo(EXPECTED);
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            int[] cuts =
                    random.ints(random.nextInt(12), 0, bytes.length).sorted().toArray();
            assertThat(parse(bytes, cuts)).isEqualTo(EXPECTED);
        }
    }

    @Test
    void skipsByteOrderMarkAtTheStartAlone() throws Exception {
        assertThat(parse(utf8("\ufeffdata: a\n\n\ufeffdata: b\n\ndata: c\n\n"))).containsExactly("|a", "|c");
    }

    @Test
    void deliversTheLastEventWithoutBlankLine() throws Exception {
        assertThat(parse(utf8("data: a\n\ndata: b\n"))).containsExactly("|a", "|b");
        assertThat(parse(utf8("data: a\n\nevent: end\ndata: b"))).containsExactly("|a", "end|b");
    }

    @Test
    void deliversNothingForEmptyStreamsAndComments() throws Exception {
        assertThat(parse(utf8(""))).isEmpty();
        assertThat(parse(utf8("\n\n\n:\n: hello\n\n"))).isEmpty();
    }

    @Test
    void forgetsTheTypeAfterEachEvent() throws Exception {
        assertThat(parse(utf8("event: a\ndata: 1\n\ndata: 2\n\nevent: a\ndata: 3\n\n")))
                .containsExactly("a|1", "|2", "a|3");
    }

    @Test
    void refusesEventsBeyondTheLimitInOneLineOrMany() {
        String half = "x".repeat(60);

        assertThatThrownBy(() -> parse(new EventParser(100), utf8("data: " + half + half + "\n\n")))
                .isInstanceOf(ReplyFormatException.class);
        assertThatThrownBy(() -> parse(new EventParser(100), utf8("data: " + half + "\ndata: " + half + "\n\n")))
                .isInstanceOf(ReplyFormatException.class);
        assertThatThrownBy(() -> parse(new EventParser(100), utf8("data: " + half + half), 20, 40, 60))
                .isInstanceOf(ReplyFormatException.class);
    }

    @Test
    void takesEventsOfExactlyTheLimit() throws Exception {
        String data = "x".repeat(100);
        assertThat(parse(new EventParser(100), utf8("data:" + data + "\n\n"))).containsExactly("|" + data);
        String half = "x".repeat(49);
        assertThat(parse(new EventParser(100), utf8("data:" + half + "\ndata:" + half + "y\n\n")))
                .containsExactly("|" + half + "\n" + half + "y");
        assertThat(parse(new EventParser(100), utf8("data:" + "x".repeat(95) + "\n\n"), 10, 60))
                .containsExactly("|" + "x".repeat(95));
        assertThat(parse(new EventParser(100), utf8("data:" + "x".repeat(40) + "\n:" + "c".repeat(59) + "\n\n"), 106))
                .containsExactly("|" + "x".repeat(40));
    }

    @Test
    void countsAnUnfinishedLineToTheEventThatItIsPartOf() {
        String half = "x".repeat(60);
        // Neither the data nor the line is too long, but both together are, whatever the line turns out to say.
        assertThatThrownBy(() -> parse(new EventParser(100), utf8("data:" + half + "\nid:" + half + "\n\n"), 100, 110))
                .isInstanceOf(ReplyFormatException.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void takesManyLargeEventsOneAfterAnother() throws Exception {
        EventParser parser = new EventParser(1 << 20);
        byte[] large = utf8("event: big\ndata: " + "y".repeat(300_000) + "\n\n");

        for (int i = 0; i < 20; i++) {
            assertThat(parser.parse(large, 0, large.length)).isEqualTo(large.length);
            ServerSentEvent event = Objects.requireNonNull(parser.take());
            assertThat(event.data()).hasSize(300_000);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> parse(byte[] bytes, int... cuts) throws ReplyFormatException {
        return parse(new EventParser(1 << 20), bytes, cuts);
    }

    private static List<String> parse(EventParser parser, byte[] bytes, int... cuts) throws ReplyFormatException {
        List<String> found = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : bytes.length;
            while (from < to) {
                from = parser.parse(bytes, from, to);
                add(parser.take(), found);
            }
        }
        add(parser.end(), found);
        return found;
    }

    private static void add(@Nullable ServerSentEvent event, List<String> found) {
        if (event != null) {
            found.add(event.type() + "|" + event.text());
        }
    }
}
