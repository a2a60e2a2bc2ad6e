package dev.sluice.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.Model;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever is written is read as what it was; the sample's number tells how to make it again. */
final class RoundTripTest {
    private static final int SAMPLES = 400;
    private static final Target TARGET = new Target(Model.builder("m").build(), true);

    private final ChatCodec codec = new ChatCodec();

    @Test
    void conversationsComeBackWhole() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Conversation sample = new Samples(seed).conversation();
            LeftOut leftOut = new LeftOut();
            JsonObject written =
                    JsonTree.object(codec.writeRequest(sample, TARGET, leftOut)).orElseThrow();
            Conversation read = codec.readRequest(JsonTree.node(written), leftOut);
            assertThat(leftOut.names()).as("sample %d", seed).isEmpty();
            assertThat(merged(read.turns())).as("sample %d: %s", seed, written).isEqualTo(merged(sample.turns()));
            assertThat(read.tools()).as("sample %d", seed).isEqualTo(sample.tools());
            assertThat(read.sampling()).as("sample %d", seed).isEqualTo(sample.sampling());
            assertThat(read.output()).as("sample %d", seed).isEqualTo(sample.output());
            assertThat(read.thinking()).as("sample %d", seed).isEqualTo(sample.thinking());
            assertThat(read.hints()).as("sample %d", seed).isEqualTo(sample.hints());
        }
    }

    @Test
    void answersComeBackWhole() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Answer sample = new Samples(seed).answer();
            assertThat(codec.readReply(JsonTree.node(reply(sample))))
                    .as("sample %d", seed)
                    .isEqualTo(sample);
        }
    }

    @Test
    void streamsSayWhatWholeRepliesSay() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Answer sample = new Samples(seed).answer();
            Answer whole = codec.readReply(JsonTree.node(reply(sample)));
            for (int size : new int[] {1, 3, 1000}) {
                List<Delta> read = Streams.read(
                        codec.streamReader(), Streams.write(codec.streamWriter(caller()), Streams.steps(sample, size)));
                assertThat(Streams.collect(read))
                        .as("sample %d in %d", seed, size)
                        .isEqualTo(signedLast(whole, sample));
            }
        }
    }

    /** In a stream what the model wants back comes last, so that it is a thought of its own there. */
    private static Answer signedLast(Answer whole, Answer sample) {
        if (!(sample.parts().getFirst() instanceof Part.Reasoning first)) {
            return whole;
        }
        List<Part> parts = new ArrayList<>(whole.parts());
        parts.removeFirst();
        Part signed = new Part.Reasoning("", first.opaque());
        if (parts.isEmpty()) {
            return whole;
        }
        if (!first.text().isEmpty()) {
            parts.addFirst(new Part.Reasoning(first.text(), Optional.empty()));
        }
        parts.addLast(signed);
        return new Answer(whole.id(), parts, whole.stop(), whole.usage());
    }

    @Test
    void callersGiveThoughtsBackInTheirPlaces() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            List<Part> parts = new Samples(seed).anyOrder();
            Answer answer = new Answer("1", parts, Stop.of(Stop.Reason.END), Optional.empty());
            JsonObject message =
                    reply(answer).getJsonArray("choices").getJsonObject(0).getJsonObject("message");
            assertThat(readBack(message, parts))
                    .as("sample %d: %s", seed, message)
                    .isEqualTo(expected(parts));
        }
    }

    /** Without thoughts there is nothing that would have to stand in its place. */
    private static List<Part> expected(List<Part> parts) {
        if (parts.stream().anyMatch(Part.Reasoning.class::isInstance)) {
            return parts;
        }
        List<Part> plain = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text more -> text.append(more.text());
                case Part.Refusal more -> refusal.append(more.text());
                default -> plain.add(part);
            }
        }
        if (!refusal.isEmpty()) {
            plain.addFirst(new Part.Refusal(refusal.toString()));
        }
        if (!text.isEmpty()) {
            plain.addFirst(new Part.Text(text.toString()));
        }
        return plain;
    }

    private List<Part> readBack(JsonObject message, List<Part> parts) {
        JsonArrayBuilder messages = JsonTree.array()
                .add(JsonTree.object().add("role", "user").add("content", "Hi"))
                .add(message);
        for (Part part : parts) {
            if (part instanceof Part.ToolCall call) {
                messages.add(JsonTree.object()
                        .add("role", "tool")
                        .add("tool_call_id", call.id())
                        .add("content", "done"));
            }
        }
        LeftOut leftOut = new LeftOut();
        JsonObject request = JsonTree.object().add("messages", messages).build();
        List<Turn> turns = codec.readRequest(JsonTree.node(request), leftOut).turns();
        assertThat(leftOut.names()).isEmpty();
        return turns.get(1).parts();
    }

    private JsonObject reply(Answer answer) {
        return JsonTree.object(codec.writeReply(answer, caller())).orElseThrow();
    }

    private static Caller caller() {
        JsonObject request =
                JsonTree.object("{\"stream_options\":{\"include_usage\":true}}").orElseThrow();
        return new Caller("m", JsonTree.node(request), Instant.EPOCH);
    }

    /** Several turns of one side in a row mean the same as one. */
    private static List<Turn> merged(List<Turn> turns) {
        List<Turn> merged = new ArrayList<>();
        Role before = null;
        for (Turn turn : turns) {
            List<Part> parts = new ArrayList<>();
            if (turn.role() == before) {
                parts.addAll(merged.removeLast().parts());
            }
            parts.addAll(turn.parts());
            merged.add(new Turn(turn.role(), parts));
            before = turn.role();
        }
        return merged;
    }
}
