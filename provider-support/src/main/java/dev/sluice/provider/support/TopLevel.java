package dev.sluice.provider.support;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.Incubating;
import java.util.OptionalLong;

/** Reads one top-level field of a JSON object, without a JSON library; of what is no JSON object it finds nothing. */
@Incubating(since = "0.1")
public final class TopLevel {
    private TopLevel() {}

    /**
     * Tells whether a whole text is a JSON object that has an array.
     *
     * @param json any bytes
     * @param name the field
     * @return false also if the text is cut off after the field
     */
    public static boolean hasArray(byte[] json, String name) {
        try {
            return JsonDocument.parse(json).root().get(name).is(Kind.ARRAY);
        } catch (JsonException e) {
            // Cut off, or a web page.
            return false;
        }
    }

    /**
     * Returns a text. Bytes after the field are not read.
     *
     * @param json any bytes
     * @param name the field
     * @return empty if there is none
     */
    public static String text(byte[] json, String name) {
        try {
            return JsonDocument.locate(json, name).string("");
        } catch (JsonException e) {
            // Not JSON: then it has no fields.
            return "";
        }
    }

    /**
     * Returns a whole number. Bytes after the field are not read.
     *
     * @param json any bytes
     * @param name the field
     * @return nothing if there is none
     */
    public static OptionalLong number(byte[] json, String name) {
        try {
            JsonNode number = JsonDocument.locate(json, name);
            return number.is(Kind.NUMBER) ? OptionalLong.of((long) number.doubleValue()) : OptionalLong.empty();
        } catch (JsonException e) {
            // Not JSON: then it has no fields.
            return OptionalLong.empty();
        }
    }
}
