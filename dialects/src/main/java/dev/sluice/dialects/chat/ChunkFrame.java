package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Usage;
import dev.sluice.json.JsonText;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;

/** What all chunks of a stream have in common, made once. */
final class ChunkFrame {
    private static final String NO_LOGPROBS = "null";

    private final String head;
    private final String tail;

    ChunkFrame(String id, Caller caller, boolean usageWanted) {
        this.head = "{\"id\":" + JsonText.quote(id)
                + ",\"object\":\"chat.completion.chunk\",\"created\":"
                + caller.asked().getEpochSecond() + ",\"model\":" + JsonText.quote(caller.model()) + ",\"choices\":[";
        // OpenAI says it in all chunks but the last as soon as it is wanted in that.
        this.tail = usageWanted ? "}],\"usage\":null}" : "}]}";
    }

    /** Makes a chunk that goes on. */
    ServerSentEvent delta(String delta) {
        return chunk(delta, NO_LOGPROBS, "null");
    }

    /** Makes a chunk that goes on, with the probabilities of its tokens. */
    ServerSentEvent delta(String delta, String logProbs) {
        return chunk(delta, logProbs, "null");
    }

    /** Makes the chunk that ends the answer. */
    ServerSentEvent finish(String reason) {
        return chunk("{}", NO_LOGPROBS, JsonText.quote(reason));
    }

    /** Makes the chunk that tells what it cost. */
    ServerSentEvent usage(Usage usage) {
        return event(head + "],\"usage\":" + UsageFields.write(usage) + "}");
    }

    private ServerSentEvent chunk(String delta, String logProbs, String finishReason) {
        return event(head + "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":" + logProbs + ",\"finish_reason\":"
                + finishReason + tail);
    }

    private static ServerSentEvent event(String json) {
        return ServerSentEvent.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
