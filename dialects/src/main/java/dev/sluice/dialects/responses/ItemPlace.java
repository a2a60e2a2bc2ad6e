package dev.sluice.dialects.responses;

import dev.sluice.json.JsonText;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Where an item stands in a stream.
 *
 * @param events numbers the stream's events
 * @param index its place
 * @param id its id
 */
record ItemPlace(Events events, int index, String id) {
    static final String TEXT = "response.output_text.delta";

    /** Starts an event about something in the item. */
    JsonObjectBuilder event(String type) {
        return events.begin(type).add("item_id", id).add("output_index", index);
    }

    /** Writes more of a text, without a tree: such events make up nearly the whole of a stream. */
    void text(int contentIndex, String text, Consumer<ServerSentEvent> out) {
        String json = "{\"type\":\"" + TEXT + "\",\"sequence_number\":" + events.number() + ",\"item_id\":\"" + id
                + "\",\"output_index\":" + index + ",\"content_index\":" + contentIndex + ",\"delta\":"
                + JsonText.quote(text) + ",\"logprobs\":[]}";
        out.accept(ServerSentEvent.of(TEXT, json.getBytes(StandardCharsets.UTF_8)));
    }

    void added(JsonObject item, Consumer<ServerSentEvent> out) {
        whole("response.output_item.added", item, out);
    }

    void done(JsonObject item, Consumer<ServerSentEvent> out) {
        whole("response.output_item.done", item, out);
    }

    private void whole(String type, JsonObject item, Consumer<ServerSentEvent> out) {
        Events.send(type, events.begin(type).add("output_index", index).add("item", item), out);
    }
}
