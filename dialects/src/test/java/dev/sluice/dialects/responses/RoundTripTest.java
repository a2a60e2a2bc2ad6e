package dev.sluice.dialects.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RoundTripTest {
    private static final int TIMES = 300;
    private static final String ENCRYPTED = "{\"include\":[\"reasoning.encrypted_content\"]}";

    private final ResponsesCodec codec = new ResponsesCodec();

    @Test
    void requestsSayTheSameAfterwards() {
        for (long seed = 0; seed < TIMES; seed++) {
            Conversation conversation = new Samples(seed).conversation();
            LeftOut leftOut = new LeftOut();
            JsonObject request = JsonTree.object(codec.writeRequest(conversation, Samples.target(true), leftOut))
                    .orElseThrow();
            assertThat(codec.readRequest(JsonTree.node(request), leftOut))
                    .as("seed %d: %s", seed, request)
                    .isEqualTo(conversation);
            assertThat(leftOut.names()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void repliesSayTheSameAfterwards() {
        for (long seed = 0; seed < TIMES; seed++) {
            Answer answer = new Samples(seed).answer();
            assertThat(unsigned(replied(answer))).as("seed %d", seed).isEqualTo(answer);
        }
    }

    @Test
    void streamsSayWhatRepliesDo() {
        for (long seed = 0; seed < TIMES; seed++) {
            Answer answer = new Samples(seed).answer();
            for (int size : new int[] {1, 3, 1000}) {
                List<ServerSentEvent> events =
                        Streams.write(codec.streamWriter(Samples.caller(ENCRYPTED)), Streams.steps(answer, size));
                Answer streamed = Streams.collect(Streams.read(codec.streamReader(), events));
                assertThat(unsigned(streamed))
                        .as("seed %d in pieces of %d", seed, size)
                        .isEqualTo(answer);
            }
        }
    }

    /** What one gateway signed for its caller, another takes as its model's own: it gives it back as it was. */
    @Test
    void reasoningComesHomeThroughTheCaller() {
        Opaque opaque = new Opaque("messages", "", "c2lnbmF0dXJl");
        Answer answer = new Answer(
                "resp_1",
                List.of(new Part.Reasoning("hm", Optional.of(opaque)), new Part.Text("Yes.")),
                Stop.of(Stop.Reason.END),
                Optional.empty());
        JsonObject reply = JsonTree.object(codec.writeReply(answer, Samples.caller(ENCRYPTED)))
                .orElseThrow();
        JsonObject request = JsonTree.object()
                .add("model", "m")
                .add("input", reply.getJsonArray("output"))
                .build();
        assertThat(codec.readRequest(JsonTree.node(request), new LeftOut())
                        .turns()
                        .getFirst()
                        .parts())
                .isEqualTo(answer.parts());
    }

    private Answer replied(Answer answer) {
        byte[] reply = codec.writeReply(answer, Samples.caller(ENCRYPTED));
        return codec.readReply(JsonTree.node(JsonTree.object(reply).orElseThrow()));
    }

    /** The reader takes what stands there for the model's own; here it is what the writer was given. */
    private static Answer unsigned(Answer answer) {
        List<Part> parts = answer.parts().stream().map(RoundTripTest::unsigned).toList();
        return new Answer(answer.id(), parts, answer.stop(), answer.usage());
    }

    private static Part unsigned(Part part) {
        if (!(part instanceof Part.Reasoning reasoning)) {
            return part;
        }
        return new Part.Reasoning(
                reasoning.text(),
                reasoning
                        .opaque()
                        .map(thing -> EncryptedReasoning.read(Dialect.RESPONSES, thing.data())
                                .getFirst()));
    }
}
