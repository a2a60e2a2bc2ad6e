package dev.sluice.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.chat.ChatCodec;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.gemini.GeminiCodec;
import dev.sluice.dialects.messages.MessagesCodec;
import dev.sluice.dialects.responses.ResponsesCodec;
import dev.sluice.provider.ServerSentEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream of any dialect says the same wherever its bytes were cut on their way. */
final class CutStreamsTest {
    private static final Map<String, Codec> CODECS = Map.of(
            "Chat", new ChatCodec(),
            "Responses", new ResponsesCodec(),
            "Messages", new MessagesCodec(),
            "Gemini", new GeminiCodec());

    static Stream<Arguments> streams() {
        return CODECS.keySet().stream().map(name -> Arguments.of(name, "answer-1.txt"));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void saysTheSameWhereverItIsCut(String dialect, String file) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("src/test/seeds/dev.sluice.fuzz." + dialect + "StreamFuzz", file));
        List<Delta> whole = read(dialect, Events.whole(bytes));

        assertThat(whole).hasSizeGreaterThan(3);
        assertThat(IntStream.range(1, bytes.length)
                        .filter(cut -> !read(dialect, Events.cutAt(bytes, cut)).equals(whole)))
                .isEmpty();
    }

    private static List<Delta> read(String dialect, List<ServerSentEvent> events) {
        StreamReader reader = CODECS.get(dialect).streamReader();
        List<Delta> deltas = new ArrayList<>();
        events.forEach(event -> reader.read(event, deltas::add));
        reader.end(deltas::add);
        return deltas;
    }
}
