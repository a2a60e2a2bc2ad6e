package dev.sluice.dialects.json;

import dev.sluice.json.JsonOutput;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;

/**
 * Writes trees as bytes, which JSON-P's own writer does by way of characters that it keeps in ever longer copies.
 */
final class TreeWriter {
    private TreeWriter() {}

    static void write(JsonValue value, JsonOutput out) {
        switch (value) {
            case JsonObject object -> {
                out.object();
                object.forEach((name, member) -> write(member, out.name(name)));
                out.endObject();
            }
            case JsonArray array -> {
                out.array();
                array.forEach(element -> write(element, out));
                out.endArray();
            }
            case JsonString text -> out.text(text.getString());
            case JsonNumber number -> out.value(number.toString().getBytes(StandardCharsets.ISO_8859_1));
            case JsonValue word -> out.value(word.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
