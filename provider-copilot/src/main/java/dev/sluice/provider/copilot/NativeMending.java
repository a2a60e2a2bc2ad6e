package dev.sluice.provider.copilot;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonSpan;
import dev.sluice.provider.copilot.chat.Members;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a Responses or Messages request what Copilot refuses, though the vendors' own APIs take it and their
 * clients send it. Every other byte stays as it is.
 */
final class NativeMending {
    /**
     * An item's id means something only on the connection behind Copilot that made it, which no later request meets.
     * Reasoning keeps its own, which belongs to its sealed content; a reference is nothing without its id.
     */
    private static final Set<String> ITEMS_OF_THEIR_ID = Set.of("reasoning", "item_reference");

    /** A wish about speed and price, which Copilot's Responses API refuses, whatever its value. */
    private static final String SERVICE_TIER = "service_tier";

    private final JsonReader json;
    private final JsonEdits edits;

    private NativeMending(byte[] body) {
        this.json = JsonReader.of(body);
        this.edits = JsonEdits.of(body);
    }

    /** Mends the body of a Responses request, which is known to be a JSON object. */
    static byte[] responses(byte[] body) {
        return mend(body, true);
    }

    /** Mends the body of a Messages request, which is known to be a JSON object. */
    static byte[] messages(byte[] body) {
        return mend(body, false);
    }

    private static byte[] mend(byte[] body, boolean responses) {
        NativeMending mending = new NativeMending(body);
        mending.top(responses);
        return mending.edits.apply();
    }

    private void top(boolean responses) {
        Members members = new Members();
        json.beginObject();
        while (json.hasNext()) {
            int nameStart = json.position();
            String name = json.nextName();
            JsonReader.Kind kind = json.peek();
            int start = json.position();
            boolean input = name.equals("input");
            if ((input || name.equals("tools")) && kind == JsonReader.Kind.ARRAY) {
                elements(input);
            } else {
                json.skipValue();
            }
            Members.Member member = members.add(nameStart, new JsonSpan(start, json.position()));
            Members.Member.drop(responses && name.equals(SERVICE_TIER) ? member : null);
        }
        json.endObject();
        members.removeDropped(edits);
    }

    private void elements(boolean input) {
        json.beginArray();
        while (json.hasNext()) {
            if (json.peek() == JsonReader.Kind.OBJECT) {
                element(input);
            } else {
                json.skipValue();
            }
        }
        json.endArray();
    }

    private void element(boolean input) {
        Members members = new Members();
        Members.@Nullable Member id = null;
        Members.@Nullable Member eager = null;
        String type = "";
        json.beginObject();
        while (json.hasNext()) {
            int nameStart = json.position();
            String name = json.nextName();
            boolean text = json.peek() == JsonReader.Kind.STRING;
            int start = json.position();
            if (name.equals("type") && text) {
                type = json.nextString();
            } else {
                json.skipValue();
            }
            Members.Member member = members.add(nameStart, new JsonSpan(start, json.position()));
            id = name.equals("id") ? member : id;
            eager = name.equals("eager_input_streaming") ? member : eager;
        }
        json.endObject();
        if (!input) {
            Members.Member.drop(eager);
        } else if (!ITEMS_OF_THEIR_ID.contains(type)) {
            Members.Member.drop(id);
        }
        members.removeDropped(edits);
    }
}
