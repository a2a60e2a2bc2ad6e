package dev.sluice.dialects.messages;

import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes events, whose data names their type once more. */
final class EventText {
    private EventText() {}

    static ServerSentEvent of(String type, String data) {
        return ServerSentEvent.of(type, data.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes an event of a type and what the members add to it. */
    static ServerSentEvent of(String type, Consumer<JsonOutput> members) {
        JsonOutput out = new JsonOutput().object().add("type", type);
        members.accept(out);
        return ServerSentEvent.of(type, out.endObject().toBytes());
    }

    /** Writes more of a block. A delta has one field beside its type. */
    static ServerSentEvent delta(int index, String type, String field, RawText text) {
        return ServerSentEvent.of(
                "content_block_delta",
                new JsonOutput(128 + text.size())
                        .object()
                        .add("type", "content_block_delta")
                        .add("index", index)
                        .name("delta")
                        .object()
                        .add("type", type)
                        .add(field, text)
                        .endObject()
                        .endObject()
                        .toBytes());
    }
}
