package dev.sluice.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON text with an index of its values, which one pass over its UTF-8 bytes has made. Texts and numbers are decoded
 * when they are asked for.
 *
 * <p>Strict after RFC 8259; nesting is bounded, and so is the index. Immutable, for any number of threads, as long as
 * nobody writes to the array. It holds the whole text: what outlives the text is better copied out of it.
 */
public final class JsonDocument {
    /** How deep objects and arrays may be nested. */
    public static final int MAX_DEPTH = 256;

    private final byte[] text;
    private final int[] tape;

    private JsonDocument(byte[] text, int[] tape) {
        this.text = text;
        this.tape = tape;
    }

    /**
     * Reads a text.
     *
     * @param utf8 JSON, shared with the document
     * @return the document
     * @throws JsonException if it is not one JSON value in UTF-8, is nested too deeply, or has so many values for its
     *     length that the index would be more than four times as long
     */
    public static JsonDocument parse(byte[] utf8) {
        return new JsonDocument(utf8, TapeParser.parse(utf8, 0, utf8.length));
    }

    /**
     * Looks for one value without reading what follows it: of two members of one name the first is found, and what
     * stands behind it is not checked.
     *
     * @param utf8 JSON
     * @param path the names of the members that lead to the value, from the outermost object on
     * @return the value; {@link JsonNode.Kind#ABSENT} if there is none
     * @throws JsonException if what was read is not JSON
     */
    public static JsonNode locate(byte[] utf8, String... path) {
        int at = TapeParser.skipWhiteSpace(utf8, 0, utf8.length);
        for (String name : path) {
            at = Locator.member(utf8, at, name);
            if (at < 0) {
                return JsonNode.absent();
            }
        }
        return new JsonNode(utf8, TapeParser.parse(utf8, at, Locator.end(utf8, at)), 0);
    }

    /**
     * Returns the outermost value.
     *
     * @return the value
     */
    public JsonNode root() {
        return new JsonNode(text, tape, 0);
    }

    /**
     * Returns the text itself.
     *
     * @return the array that was read, which nobody may write to
     */
    public byte[] bytes() {
        return text;
    }

    /**
     * Tells how much memory the index takes, beside the text.
     *
     * @return bytes
     */
    public long indexBytes() {
        return (long) tape.length * Integer.BYTES;
    }

    /**
     * Tells whether any text in it, at whatever depth, starts with something; names do not count.
     *
     * @param ascii the beginning, of ASCII characters
     * @return true if there is one
     */
    public boolean anyTextStartsWith(byte[] ascii) {
        int end = tape[TapeParser.LINK] >>> TapeParser.NEXT_SHIFT;
        for (int place = 0; place < end * TapeParser.STRIDE; place += TapeParser.STRIDE) {
            if ((tape[place + TapeParser.LINK] & TapeParser.KIND_MASK) == TapeParser.STRING
                    && startsWith(new JsonNode(text, tape, place), ascii)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(JsonNode node, byte[] ascii) {
        if (node.isEscaped()) {
            return node.string().startsWith(new String(ascii, StandardCharsets.ISO_8859_1));
        }
        int start = node.start() + 1;
        int behind = start + ascii.length;
        return behind < node.end() && Arrays.equals(node.text, start, behind, ascii, 0, ascii.length);
    }
}
