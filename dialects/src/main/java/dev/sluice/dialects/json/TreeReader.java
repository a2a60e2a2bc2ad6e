package dev.sluice.dialects.json;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Makes a tree of bytes. JSON-P's own parser would decode all of them into characters first, and takes no text beyond
 * some million of them, which a picture has; and here what is JSON is decided in one place.
 */
final class TreeReader {
    /** A number is no longer than this, for making one takes time that grows faster than its length. */
    private static final int LONGEST_NUMBER = 1000;

    /** So many digits fit into a long, whatever they are. */
    private static final int DIGITS_OF_LONG = 18;

    private static final JsonProvider VALUES = JsonProvider.provider();

    private final byte[] text;
    private final JsonReader json;

    private TreeReader(byte[] text) {
        this.text = text;
        this.json = JsonReader.of(text);
    }

    /**
     * Reads a text.
     *
     * @throws dev.sluice.json.JsonException if it is no JSON
     * @throws NumberFormatException if a number in it is too large or too long to be held
     */
    static JsonValue read(byte[] text) {
        TreeReader reader = new TreeReader(text);
        JsonValue value = reader.value();
        reader.json.endDocument();
        return value;
    }

    private JsonValue value() {
        return switch (json.peek()) {
            case OBJECT -> object();
            case ARRAY -> array();
            case STRING -> VALUES.createValue(json.nextString());
            case NUMBER -> number();
            case BOOLEAN -> json.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case NULL, END -> {
                json.nextNull();
                yield JsonValue.NULL;
            }
        };
    }

    private JsonObject object() {
        JsonObjectBuilder object = JsonTree.object();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            object.add(name, value());
        }
        json.endObject();
        return object.build();
    }

    private JsonValue array() {
        JsonArrayBuilder array = JsonTree.array();
        json.beginArray();
        while (json.peek() != Kind.END) {
            array.add(value());
        }
        json.endArray();
        return array.build();
    }

    private JsonNumber number() {
        JsonSpan span = json.nextSpan();
        int length = span.end() - span.start();
        if (length > LONGEST_NUMBER) {
            throw new NumberFormatException("a number is too long");
        }
        String digits = new String(text, span.start(), length, StandardCharsets.ISO_8859_1);
        boolean whole = length <= DIGITS_OF_LONG && digits.chars().allMatch(c -> c != '.' && c != 'e' && c != 'E');
        return whole ? VALUES.createValue(Long.parseLong(digits)) : VALUES.createValue(new BigDecimal(digits));
    }
}
