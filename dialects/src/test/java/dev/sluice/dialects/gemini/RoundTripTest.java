package dev.sluice.dialects.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.ServerSentEvent;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RoundTripTest {
    private static final int ROUNDS = 300;

    @Test
    void requestsComeBackAsTheyWere() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Conversation conversation = new Samples(new Random(seed)).conversation();
            LeftOut leftOut = new LeftOut();
            assertThat(Gemini.CODEC.readRequest(
                            JsonTree.node(Gemini.write(conversation, "gemini-3-flash", leftOut)), leftOut))
                    .as("seed %d", seed)
                    .isEqualTo(conversation);
            assertThat(leftOut.names()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void repliesComeBackAsTheyWere() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Answer answer = new Samples(new Random(seed)).answer();
            assertThat(Gemini.CODEC.readReply(JsonTree.node(Gemini.write(answer))))
                    .as("seed %d", seed)
                    .isEqualTo(answer);
        }
    }

    @Test
    void streamsComeBackAsTheRepliesThatTheyMakeHoweverTheyAreCut() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Answer answer = new Samples(new Random(seed)).answer();
            for (int size : new int[] {1, 3, 1000}) {
                List<ServerSentEvent> events =
                        Streams.write(Gemini.CODEC.streamWriter(Gemini.caller()), Streams.steps(answer, size));
                assertThat(Streams.collect(Streams.read(Gemini.CODEC.streamReader(), events)))
                        .as("seed %d, pieces of %d", seed, size)
                        .isEqualTo(answer);
            }
        }
    }
}
