package dev.sluice.provider.copilot;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import dev.sluice.provider.ServerSentEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives each item of a Responses stream the id under which it began. Copilot ends many under another, and clients that
 * look for the item by its id then give up. Reasoning keeps what it has: its id belongs to its sealed content.
 */
final class ItemIds {
    private final Map<Long, byte[]> first = new HashMap<>();

    ServerSentEvent mend(ServerSentEvent event) {
        byte[] data = event.data();
        Place place = new Place(data);
        try {
            place.read();
        } catch (JsonException e) {
            // Passed on as it is; only its item is unknown.
            return event;
        }
        JsonSpan id = place.id;
        if (id == null || place.index < 0 || place.reasoning) {
            return event;
        }
        byte[] now = Arrays.copyOfRange(data, id.start(), id.end());
        byte[] before = first.putIfAbsent(place.index, now);
        if (before == null || Arrays.equals(before, now)) {
            return event;
        }
        return ServerSentEvent.of(
                event.type(), JsonEdits.of(data).replace(id, before).apply());
    }

    /** Where an event names its item. */
    private static final class Place {
        private final JsonReader json;
        private long index = -1;
        private boolean reasoning;
        private @Nullable JsonSpan id;

        Place(byte[] data) {
            this.json = JsonReader.of(data);
        }

        void read() {
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                Kind kind = json.peek();
                if (name.equals("output_index") && kind == Kind.NUMBER) {
                    index = json.nextLong();
                } else if (name.equals("item") && kind == Kind.OBJECT) {
                    item();
                } else if (name.equals("item_id") && kind == Kind.STRING) {
                    id = json.nextSpan();
                } else if (name.equals("type") && kind == Kind.STRING) {
                    reasoning |= json.nextString().startsWith("response.reasoning");
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
        }

        private void item() {
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                Kind kind = json.peek();
                if (name.equals("id") && kind == Kind.STRING) {
                    id = json.nextSpan();
                } else if (name.equals("type") && kind == Kind.STRING) {
                    reasoning |= json.nextString().equals("reasoning");
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
        }
    }
}
