package dev.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.chat.ChatCodec;
import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Codec;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.gemini.GeminiCodec;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.messages.MessagesCodec;
import dev.sluice.dialects.responses.ResponsesCodec;
import dev.sluice.dialects.testing.Dialogues;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.Model;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes from one dialect into another and back means what it meant, for every pair of dialects. */
final class RoundTripTest {
    private static final List<Codec> CODECS =
            List.of(new ChatCodec(), new ResponsesCodec(), new MessagesCodec(), new GeminiCodec());
    private static final Target TARGET =
            new Target(Model.builder("m").outputTokens(64_000).build(), false);
    private static final int SEEDS = 40;

    static Stream<Arguments> pairs() {
        return CODECS.stream()
                .flatMap(one -> CODECS.stream()
                        .filter(other -> !other.equals(one))
                        .map(other -> Arguments.of(
                                one.dialect().name(), other.dialect().name())));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void requestsComeBackEqualInMeaning(String from, String into) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Conversation asked = through(codec(from), Dialogues.conversation(seed));
            Conversation back = through(codec(from), through(codec(into), asked));
            assertThat(said(back)).as("seed %d", seed).isEqualTo(said(asked));
            assertThat(tools(back)).as("seed %d", seed).isEqualTo(tools(asked));
            assertThat(back.tools().choice())
                    .as("seed %d", seed)
                    .isEqualTo(asked.tools().choice());
            assertThat(back.output().maxTokens())
                    .as("seed %d", seed)
                    .isEqualTo(asked.output().maxTokens());
            assertThat(back.sampling().temperature())
                    .as("seed %d", seed)
                    .isEqualTo(asked.sampling().temperature());
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streamsComeBackAsTheWholeRepliesDo(String from, String into) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Answer answer = Dialogues.answer(seed);
            Answer whole = read(codec(from), read(codec(into), answer));
            for (int size : new int[] {1, 7, 1000}) {
                Answer streamed = streamed(codec(from), streamed(codec(into), answer, size), size);
                assertThat(parts(streamed)).as("seed %d, size %d", seed, size).isEqualTo(parts(whole));
                assertThat(streamed.stop().reason())
                        .as("seed %d, size %d", seed, size)
                        .isEqualTo(answer.stop().reason());
                assertThat(streamed.usage()).as("seed %d, size %d", seed, size).isEqualTo(whole.usage());
            }
            assertThat(parts(whole)).as("seed %d", seed).isEqualTo(parts(answer));
        }
    }

    private static Codec codec(String name) {
        return CODECS.stream()
                .filter(each -> each.dialect().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Conversation through(Codec codec, Conversation conversation) {
        byte[] request = codec.writeRequest(conversation, TARGET, new LeftOut());
        return codec.readRequest(JsonTree.node(JsonTree.object(request).orElseThrow()), new LeftOut());
    }

    private static Answer read(Codec codec, Answer answer) {
        JsonObject reply = JsonTree.object(codec.writeReply(answer, caller())).orElseThrow();
        return codec.readReply(JsonTree.node(reply));
    }

    private static Answer streamed(Codec codec, Answer answer, int size) {
        return Streams.collect(Streams.read(
                codec.streamReader(), Streams.write(codec.streamWriter(caller()), Streams.steps(answer, size))));
    }

    private static Caller caller() {
        JsonObject request = JsonTree.object()
                .add("stream_options", JsonTree.object().add("include_usage", true))
                .add("tools", JsonValue.EMPTY_JSON_ARRAY)
                .build();
        return new Caller("m", JsonTree.node(request), Instant.EPOCH);
    }

    /** Who said what in which order, whatever turns and pieces it is divided into and however calls are named. */
    private static List<String> said(Conversation conversation) {
        List<String> calls = conversation.turns().stream()
                .flatMap(turn -> turn.parts().stream())
                .filter(Part.ToolCall.class::isInstance)
                .map(part -> ((Part.ToolCall) part).id())
                .toList();
        List<String> said = new ArrayList<>();
        for (Turn turn : conversation.turns()) {
            for (Part part : turn.parts()) {
                String text = switch (part) {
                    case Part.ToolCall call ->
                        "calls #" + calls.indexOf(call.id()) + " " + call.name() + " " + call.input();
                    case Part.ToolResult result ->
                        "result of #" + calls.indexOf(result.callId()) + " " + result.content();
                    default -> part.toString();
                };
                said.add(turn.role() + ": " + text);
            }
        }
        return said;
    }

    /** A dialect that takes silence on strictness for a yes has to be told the no. */
    private static List<Tool> tools(Conversation conversation) {
        return conversation.tools().tools().stream()
                .map(tool -> tool instanceof Tool.Function function
                                && !function.strict().orElse(false)
                        ? new Tool.Function(
                                function.name(), function.description(), function.parameters(), Optional.empty())
                        : tool)
                .toList();
    }

    private static List<Part> parts(Answer answer) {
        return answer.parts().stream()
                .map(part -> part instanceof Part.ToolCall call
                        ? new Part.ToolCall("", call.name(), call.input(), call.custom())
                        : part)
                .toList();
    }
}
