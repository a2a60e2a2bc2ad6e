package dev.sluice.dialects.responses;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import java.util.Optional;

/**
 * A {@code response.output_text.delta} event with nothing but text. These make up nearly the whole of a stream, so no
 * tree is built of them.
 *
 * @param index the item's place
 * @param text not empty
 */
record TextDelta(long index, String text) {
    /** Reads an event; nothing if it has probabilities, or is not as it should be, and is to be looked at as a whole. */
    static Optional<TextDelta> parse(byte[] event) {
        long index = -1;
        String text = "";
        try {
            JsonReader json = JsonReader.of(event);
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "output_index" -> index = json.nextLong();
                    case "delta" -> text = json.nextString();
                    case "logprobs" -> {
                        if (holdsAny(json)) {
                            return Optional.empty();
                        }
                    }
                    default -> json.skipValue();
                }
            }
            json.endObject();
            json.endDocument();
        } catch (JsonException e) {
            // Whoever looks at the whole says what is wrong.
            return Optional.empty();
        }
        return index < 0 || text.isEmpty() ? Optional.empty() : Optional.of(new TextDelta(index, text));
    }

    /** What is neither null nor an empty list is worth a closer look, be it a mistake. */
    private static boolean holdsAny(JsonReader json) {
        if (json.peek() == Kind.NULL) {
            json.nextNull();
            return false;
        }
        if (json.peek() != Kind.ARRAY) {
            return true;
        }
        json.beginArray();
        if (json.hasNext()) {
            return true;
        }
        json.endArray();
        return false;
    }
}
