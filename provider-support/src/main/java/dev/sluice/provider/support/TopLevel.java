package dev.sluice.provider.support;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import java.util.OptionalLong;

/** Looks for one field of a JSON object without reading the rest; of what is no JSON object it finds nothing. */
public final class TopLevel {
    private TopLevel() {}

    /**
     * Tells whether a whole text is a JSON object that has an array.
     *
     * @param json any bytes
     * @param name the field
     * @return false also if the text breaks off after the field
     */
    public static boolean hasArray(byte[] json, String name) {
        try {
            JsonReader reader = JsonReader.of(json);
            boolean found = false;
            reader.beginObject();
            while (reader.hasNext()) {
                boolean named = reader.nextName().equals(name);
                found |= named && reader.peek() == Kind.ARRAY;
                reader.skipValue();
            }
            reader.endObject();
            reader.endDocument();
            return found;
        } catch (JsonException e) {
            // Broken off, or a page.
            return false;
        }
    }

    /**
     * Returns a text.
     *
     * @param json any bytes
     * @param name the field
     * @return empty if there is none
     */
    public static String text(byte[] json, String name) {
        try {
            JsonReader reader = JsonReader.of(json);
            return find(reader, name, Kind.STRING) ? reader.nextString() : "";
        } catch (JsonException e) {
            // Not JSON: then it has no fields.
            return "";
        }
    }

    /**
     * Returns a whole number.
     *
     * @param json any bytes
     * @param name the field
     * @return nothing if there is none
     */
    public static OptionalLong number(byte[] json, String name) {
        try {
            JsonReader reader = JsonReader.of(json);
            return find(reader, name, Kind.NUMBER) ? OptionalLong.of((long) reader.nextDouble()) : OptionalLong.empty();
        } catch (JsonException e) {
            // Not JSON: then it has no fields.
            return OptionalLong.empty();
        }
    }

    /** Stops in front of the value. */
    private static boolean find(JsonReader reader, String name, Kind kind) {
        if (reader.peek() != Kind.OBJECT) {
            return false;
        }
        reader.beginObject();
        while (reader.hasNext()) {
            if (reader.nextName().equals(name) && reader.peek() == kind) {
                return true;
            }
            reader.skipValue();
        }
        return false;
    }
}
