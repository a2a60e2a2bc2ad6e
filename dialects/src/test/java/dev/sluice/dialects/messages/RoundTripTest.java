package dev.sluice.dialects.messages;

import static dev.sluice.dialects.messages.Messages.CALLER;
import static dev.sluice.dialects.messages.Messages.CODEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Stop.Reason;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.Model;
import dev.sluice.provider.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RoundTripTest {
    private static final int TIMES = 400;
    private static final Target TARGET = new Target(Model.builder("m").build(), false);

    @Test
    void requestsComeBackAsTheyWere() {
        for (long seed = 0; seed < TIMES; seed++) {
            Conversation conversation = new RandomTalk(seed).conversation();
            LeftOut leftOut = new LeftOut();
            byte[] request = CODEC.writeRequest(conversation, TARGET, leftOut);
            Conversation read =
                    CODEC.readRequest(JsonTree.node(JsonTree.object(request).orElseThrow()), leftOut);
            assertThat(read).as("seed %d", seed).isEqualTo(conversation);
            assertThat(leftOut.names()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void repliesComeBackAsTheyWere() {
        for (long seed = 0; seed < TIMES; seed++) {
            Answer answer = new RandomTalk(seed).answer();
            assertThat(reread(answer)).as("seed %d", seed).isEqualTo(answer);
        }
    }

    @Test
    void streamsSayWhatRepliesSay() {
        for (long seed = 0; seed < TIMES; seed++) {
            Answer answer = new RandomTalk(seed).answer();
            for (int size : List.of(1, 3, 1000)) {
                assertThat(streamed(answer, size))
                        .as("seed %d, cut %d", seed, size)
                        .isEqualTo(reread(answer));
            }
        }
    }

    @Test
    void thoughtsOfOtherModelsAndRefusalsSayTheSameEitherWay() {
        Answer answer = new Answer(
                "resp_1",
                List.of(
                        new Part.Reasoning("t", Optional.of(new Opaque("responses", "rs_1", "e"))),
                        new Part.Reasoning("", Optional.of(new Opaque("gemini", "", "g"))),
                        new Part.Reasoning("seen", Optional.of(new Opaque("messages", "redacted_thinking", "d"))),
                        new Part.Reasoning("plain", Optional.empty()),
                        new Part.Refusal("No")),
                Stop.of(Reason.END),
                new RandomTalk(1).answer().usage());
        Answer expected = new Answer(
                "msg_resp_1",
                List.of(
                        answer.parts().get(0),
                        answer.parts().get(1),
                        answer.parts().get(2),
                        answer.parts().get(3),
                        new Part.Text("No")),
                Stop.of(Reason.REFUSAL),
                answer.usage());
        assertThat(reread(answer)).isEqualTo(expected);
        assertThat(streamed(answer, 1)).isEqualTo(expected);
    }

    @Test
    void textSurvivesHoweverItIsCut() {
        String text = "a😀b\ud83dc";
        StringBuilder back = new StringBuilder();
        List<Delta> deltas = new ArrayList<>();
        deltas.add(new Delta.Begin("1", Optional.empty()));
        text.chars().forEach(c -> deltas.add(new Delta.Text(String.valueOf((char) c))));
        deltas.add(new Delta.End(Stop.of(Reason.END)));
        List<ServerSentEvent> events = Streams.write(CODEC.streamWriter(CALLER), deltas);
        for (Delta delta : Streams.read(CODEC.streamReader(), events)) {
            if (delta instanceof Delta.Text more) {
                back.append(more.text());
            }
        }
        assertThat(back.toString()).isEqualTo(text);
    }

    private static Answer reread(Answer answer) {
        return CODEC.readReply(
                JsonTree.node(JsonTree.object(CODEC.writeReply(answer, CALLER)).orElseThrow()));
    }

    private static Answer streamed(Answer answer, int size) {
        List<ServerSentEvent> events = Streams.write(CODEC.streamWriter(CALLER), Streams.steps(answer, size));
        return Streams.collect(Streams.read(CODEC.streamReader(), events));
    }
}
