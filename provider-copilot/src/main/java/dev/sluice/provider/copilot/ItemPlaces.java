package dev.sluice.provider.copilot;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds where an event of a Responses stream names items, other than reasoning: its own, or all of a response's. */
final class ItemPlaces {
    private final JsonReader json;
    private final Map<Long, JsonSpan> places = new TreeMap<>();

    private ItemPlaces(byte[] data) {
        this.json = JsonReader.of(data);
    }

    /** The ids by the place of their items in the output. */
    static Map<Long, JsonSpan> in(byte[] data) {
        ItemPlaces event = new ItemPlaces(data);
        event.read();
        return event.places;
    }

    private void read() {
        long index = -1;
        boolean reasoning = false;
        JsonSpan id = null;
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            Kind kind = json.peek();
            if (name.equals("output_index") && kind == Kind.NUMBER) {
                index = json.nextLong();
            } else if (name.equals("item") && kind == Kind.OBJECT) {
                Item item = item();
                id = item.id();
                reasoning |= item.reasoning();
            } else if (name.equals("item_id") && kind == Kind.STRING) {
                id = json.nextSpan();
            } else if (name.equals("type") && kind == Kind.STRING) {
                reasoning |= json.nextString().startsWith("response.reasoning");
            } else if (name.equals("response") && kind == Kind.OBJECT) {
                response();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        put(index, new Item(id, reasoning));
    }

    private void response() {
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("output") && json.peek() == Kind.ARRAY) {
                output();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    private void output() {
        json.beginArray();
        for (long index = 0; json.hasNext(); index++) {
            if (json.peek() == Kind.OBJECT) {
                put(index, item());
            } else {
                json.skipValue();
            }
        }
        json.endArray();
    }

    private Item item() {
        JsonSpan id = null;
        boolean reasoning = false;
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            Kind kind = json.peek();
            if (name.equals("id") && kind == Kind.STRING) {
                id = json.nextSpan();
            } else if (name.equals("type") && kind == Kind.STRING) {
                reasoning = json.nextString().equals("reasoning");
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        return new Item(id, reasoning);
    }

    private void put(long index, Item item) {
        if (item.id() != null && index >= 0 && !item.reasoning()) {
            places.put(index, item.id());
        }
    }

    private record Item(@Nullable JsonSpan id, boolean reasoning) {}
}
