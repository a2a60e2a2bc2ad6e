package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ServerSentEvent;
import java.util.List;
import java.util.function.Consumer;

/** Writes the chunks of one answer. What is the same in all of them is written once. */
final class ChunkFrame {
    private static final int SPARE = 256;

    private final byte[] head;
    private final boolean usageWanted;

    ChunkFrame(String id, Caller caller, boolean usageWanted) {
        this.head = new JsonOutput()
                .object()
                .add("id", id)
                .add("object", "chat.completion.chunk")
                .add("created", caller.asked().getEpochSecond())
                .add("model", caller.model())
                .toBytes();
        this.usageWanted = usageWanted;
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
        JsonOutput out = begin().name("choices").array().endArray().name("usage");
        UsageFields.write(usage, out);
        return ServerSentEvent.of(out.endObject().toBytes());
    }

    private JsonOutput begin() {
        return new JsonOutput(head.length + SPARE).value(head);
    }

    private ServerSentEvent chunk(Consumer<JsonOutput> members, List<TokenLogProb> logProbs, String finishReason) {
        JsonOutput out = begin().name("choices")
                .array()
                .object()
                .add("index", 0)
                .name("delta")
                .object();
        members.accept(out);
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
        // OpenAI says it in all chunks but the last as soon as it is wanted in that.
        return ServerSentEvent.of(
                (usageWanted ? out.addNull("usage") : out).endObject().toBytes());
    }
}
