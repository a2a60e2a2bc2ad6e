package dev.sluice.dialects.responses;

import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.function.Consumer;

/**
 * Where an item stands in a stream.
 *
 * @param events numbers the stream's events
 * @param index its place
 * @param id its id
 */
record ItemPlace(Events events, int index, String id) {

    /** Starts an event about something in the item. */
    JsonObjectBuilder event(String type) {
        return events.begin(type).add("item_id", id).add("output_index", index);
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
