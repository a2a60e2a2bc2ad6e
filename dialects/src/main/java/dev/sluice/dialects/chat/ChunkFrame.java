package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Writes the chunks of one answer. What is the same in all of them is written once. */
final class ChunkFrame {
    private static final int SPARE = 256;

    private static final byte[] DELTA = ascii("{\"index\":0,\"delta\":{");
    private static final byte[] PLAIN_TAIL = ascii("},\"logprobs\":null,\"finish_reason\":null}]");

    private final byte[] head;
    private final boolean usageWanted;

    ChunkFrame(String id, Caller caller, boolean usageWanted) {
        this.head = new JsonOutput()
                .object()
                .add("id", id)
                .add("object", "chat.completion.chunk")
                .add("created", caller.asked().getEpochSecond())
                .add("model", caller.model())
                .name("choices")
                .array()
                .toBytes();
        this.usageWanted = usageWanted;
    }

    private static byte[] ascii(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes a chunk whose delta has some members. */
    ServerSentEvent delta(Consumer<JsonOutput> members) {
        return chunk(members, List.of(), "");
    }

    ServerSentEvent delta(Consumer<JsonOutput> members, List<TokenLogProb> logProbs) {
        return chunk(members, logProbs, "");
    }

    ServerSentEvent finish(String reason) {
        return chunk(delta -> {}, List.of(), reason);
    }

    ServerSentEvent usage(Usage usage) {
        JsonOutput out = begin().endArray().name("usage");
        UsageFields.write(usage, out);
        return ServerSentEvent.of(out.endObject().toBytes());
    }

    private JsonOutput begin() {
        return new JsonOutput(head.length + SPARE).raw(head);
    }

    private ServerSentEvent chunk(Consumer<JsonOutput> members, List<TokenLogProb> logProbs, String finishReason) {
        JsonOutput out = begin().raw(DELTA);
        members.accept(out);
        if (logProbs.isEmpty() && finishReason.isEmpty()) {
            out.raw(PLAIN_TAIL);
        } else {
            tail(logProbs, finishReason, out);
        }
        // OpenAI says it in all chunks but the last as soon as it is wanted in that.
        return ServerSentEvent.of(
                (usageWanted ? out.addNull("usage") : out).endObject().toBytes());
    }

    private static void tail(List<TokenLogProb> logProbs, String finishReason, JsonOutput out) {
        out.endObject();
        if (logProbs.isEmpty()) {
            out.addNull("logprobs");
        } else {
            LogProbs.write(logProbs, out.name("logprobs"));
        }
        if (finishReason.isEmpty()) {
            out.addNull("finish_reason");
        } else {
            out.add("finish_reason", finishReason);
        }
        out.endObject().endArray();
    }
}
