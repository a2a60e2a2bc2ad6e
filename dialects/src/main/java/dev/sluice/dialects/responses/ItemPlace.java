package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Delta;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Where an item stands in a stream. */
record ItemPlace(Events events, int index, String id) {
    static final String TEXT = "response.output_text.delta";

    private static final byte[] TEXT_EVENT =
            ("{\"type\":\"" + TEXT + "\",\"sequence_number\":").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_LOG_PROBS = ",\"logprobs\":[]".getBytes(StandardCharsets.US_ASCII);

    /** Starts an event about something in the item. */
    JsonOutput event(String type) {
        return events.begin(type).add("item_id", id).add("output_index", index);
    }

    /** Writes more of a text, without a tree: such events make up nearly the whole of a stream. */
    void text(int contentIndex, Delta.Text text, Consumer<ServerSentEvent> out) {
        JsonOutput event = new JsonOutput(256 + text.raw().size())
                .raw(TEXT_EVENT)
                .number(events.number())
                .add("item_id", id)
                .add("output_index", index)
                .add("content_index", contentIndex)
                .add("delta", text.raw());
        if (text.logProbs().isEmpty()) {
            event.raw(NO_LOG_PROBS);
        } else {
            LogProbJson.write(text.logProbs(), event.name("logprobs"));
        }
        Events.send(TEXT, event, out);
    }

    void added(byte[] item, Consumer<ServerSentEvent> out) {
        whole("response.output_item.added", item, out);
    }

    void done(byte[] item, Consumer<ServerSentEvent> out) {
        whole("response.output_item.done", item, out);
    }

    private void whole(String type, byte[] item, Consumer<ServerSentEvent> out) {
        Events.send(type, events.begin(type).add("output_index", index).add("item", item), out);
    }
}
