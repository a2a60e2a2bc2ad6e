package dev.sluice.dialects.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.json.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Map;

/**
 * Makes bytes of a tree, which JSON-P's own writer does by way of characters that it keeps in ever longer copies. One
 * long text, such as a picture, is copied once.
 */
final class TreeWriter {
    private static final int FIRST = 512;

    private byte[] bytes = new byte[FIRST];
    private int length;

    private TreeWriter() {}

    static byte[] write(JsonValue value) {
        TreeWriter writer = new TreeWriter();
        writer.value(value);
        return writer.length == writer.bytes.length ? writer.bytes : Arrays.copyOf(writer.bytes, writer.length);
    }

    private void value(JsonValue value) {
        switch (value) {
            case JsonObject object -> object(object);
            case JsonArray array -> array(array);
            case JsonString text -> text(text.getString());
            default -> ascii(value.toString());
        }
    }

    private void object(JsonObject object) {
        add('{');
        boolean further = false;
        for (Map.Entry<String, JsonValue> field : object.entrySet()) {
            if (further) {
                add(',');
            }
            further = true;
            text(field.getKey());
            add(':');
            value(field.getValue());
        }
        add('}');
    }

    private void array(JsonArray array) {
        add('[');
        boolean further = false;
        for (JsonValue element : array) {
            if (further) {
                add(',');
            }
            further = true;
            value(element);
        }
        add(']');
    }

    private void text(String text) {
        room(text.length() + 2);
        add('"');
        int plain = plain(text);
        copy(text, plain);
        if (plain < text.length()) {
            byte[] rest = JsonText.quote(text.substring(plain)).getBytes(UTF_8);
            room(rest.length);
            System.arraycopy(rest, 1, bytes, length, rest.length - 1);
            length += rest.length - 1;
        } else {
            add('"');
        }
    }

    /** Returns how many characters at the beginning are their own bytes. */
    private static int plain(String text) {
        int at = 0;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 127 && c != '"' && c != '\\';
    }

    private void ascii(String text) {
        room(text.length());
        copy(text, text.length());
    }

    @SuppressWarnings("deprecation") // What it drops is the upper half of characters, and these have none.
    private void copy(String text, int end) {
        text.getBytes(0, end, bytes, length);
        length += end;
    }

    private void add(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    private void room(int more) {
        if (more > bytes.length - length) {
            // What is long takes no more than it needs: it is likely to be the only one of its kind.
            int spare = more > FIRST * FIRST ? FIRST : length;
            bytes = Arrays.copyOf(bytes, length + more + spare);
        }
    }
}
