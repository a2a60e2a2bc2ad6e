package dev.sluice.json;

import static dev.sluice.json.TapeParser.END;
import static dev.sluice.json.TapeParser.ESCAPED;
import static dev.sluice.json.TapeParser.KIND_BITS;
import static dev.sluice.json.TapeParser.KIND_MASK;
import static dev.sluice.json.TapeParser.LINK;
import static dev.sluice.json.TapeParser.NAME_ESCAPED;
import static dev.sluice.json.TapeParser.NEXT_SHIFT;
import static dev.sluice.json.TapeParser.START;
import static dev.sluice.json.TapeParser.STRIDE;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;

/**
 * A value in a {@link JsonDocument}, or one that is not there: {@code get("a").get("b").string("")} needs no test
 * between. Iterates over an object's members or an array's elements, in order; over nothing if it is neither.
 *
 * <p>A small handle that holds the whole text. Access by name is linear: whoever wants most members iterates.
 */
public final class JsonNode implements Iterable<JsonNode> {
    /** What a value is. */
    public enum Kind {
        // in the order of TapeParser's numbers
        OBJECT("an object"),
        ARRAY("an array"),
        STRING("a string"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        NULL("null"),
        /** Nothing at all: no member of that name. */
        ABSENT("nothing");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final Kind[] KINDS = Kind.values();
    private static final JsonNode NOWHERE = new JsonNode(new byte[0], new int[STRIDE], -1);

    final byte[] text;
    final int[] tape;
    final int place; // of an absent value, the complement of the place of the object that it is not in

    JsonNode(byte[] text, int[] tape, int place) {
        this.text = text;
        this.tape = tape;
        this.place = place;
    }

    /** Returns a value that is nowhere. */
    static JsonNode absent() {
        return NOWHERE;
    }

    /**
     * Tells what it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return place < 0 ? Kind.ABSENT : KINDS[tape[place + LINK] & KIND_MASK];
    }

    /**
     * Tells whether it is of a kind.
     *
     * @param kind the kind
     * @return true if it is
     */
    public boolean is(Kind kind) {
        return kind() == kind;
    }

    /**
     * Makes sure that it is of a kind.
     *
     * @param kind the kind
     * @return this value
     * @throws JsonException if it is of another
     */
    public JsonNode require(Kind kind) {
        if (!is(kind)) {
            throw new JsonException(kind.words + " was expected", start());
        }
        return this;
    }

    /**
     * Returns a member; the last of that name where there are several.
     *
     * @param name its name
     * @return the member; {@link Kind#ABSENT} if there is none or this is no object
     */
    public JsonNode get(String name) {
        return new JsonNode(text, tape, find(name));
    }

    /**
     * Tells whether an object has several members of one name, which programs read in different ways.
     *
     * @param name the name
     * @return true if there are at least two
     */
    public boolean isTwice(String name) {
        int count = 0;
        for (JsonNode member : this) {
            count += member.isNamed(name) ? 1 : 0;
        }
        return count > 1;
    }

    /**
     * Returns the name of an object's member.
     *
     * @return the name, unescaped; empty for what is no member
     */
    public String name() {
        return place < 0 || tape[place] < 0 ? "" : Names.of(text, tape[place], hasFlag(NAME_ESCAPED));
    }

    /**
     * Tells whether it is the member of a name.
     *
     * @param name the name
     * @return true if it is
     */
    public boolean isNamed(String name) {
        return place >= 0 && tape[place] >= 0 && name().equals(name);
    }

    /**
     * Returns a text.
     *
     * @return the text, unescaped
     * @throws JsonException if it is none
     */
    public String string() {
        return require(Kind.STRING).decoded();
    }

    /**
     * Returns a text.
     *
     * @param otherwise what to return if it is none
     * @return the text, unescaped
     */
    public String string(String otherwise) {
        return is(Kind.STRING) ? decoded() : otherwise;
    }

    /**
     * Compares with a text.
     *
     * @param ascii a text of ASCII characters
     * @return true if it is this text; false if it is no text at all
     */
    public boolean says(String ascii) {
        if (!is(Kind.STRING)) {
            return false;
        }
        if (hasFlag(ESCAPED)) {
            return decoded().equals(ascii);
        }
        int start = start() + 1;
        int length = ascii.length();
        if (end() - 1 - start != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells whether it is a text of at least one character.
     *
     * @return false for an empty text and for what is none
     */
    public boolean hasText() {
        return is(Kind.STRING) && end() - start() > 2;
    }

    /**
     * Tells whether it is true.
     *
     * @return false for false and for what is neither
     */
    public boolean isTrue() {
        return is(Kind.BOOLEAN) && text[start()] == 't';
    }

    /**
     * Returns a whole number.
     *
     * @return the number
     * @throws JsonException if it is none, or longer than 400 characters
     */
    public long longValue() {
        require(Kind.NUMBER);
        return NumberDecoder.wholeNumber(text, start(), end());
    }

    /**
     * Returns a number without its fraction.
     *
     * @param otherwise what to return if it is none, or longer than 400 characters
     * @return the number
     */
    public long longValue(long otherwise) {
        return is(Kind.NUMBER) && end() - start() <= NumberDecoder.SHORT ? (long) doubleValue() : otherwise;
    }

    /**
     * Returns a number, rounded.
     *
     * @return the nearest double
     * @throws JsonException if it is none, or longer than 400 characters
     */
    public double doubleValue() {
        require(Kind.NUMBER);
        return NumberDecoder.decimal(text, start(), end(), NumberDecoder.SHORT).doubleValue();
    }

    /**
     * Returns a number, digit by digit.
     *
     * @return the number
     * @throws JsonException if it is none, or longer than 1000 characters
     */
    public BigDecimal decimal() {
        require(Kind.NUMBER);
        return NumberDecoder.decimal(text, start(), end(), NumberDecoder.LONG);
    }

    /**
     * Returns a number as it is written.
     *
     * @return the literal, of any length
     * @throws JsonException if it is no number
     */
    public String numberText() {
        require(Kind.NUMBER);
        return new String(text, start(), end() - start(), StandardCharsets.ISO_8859_1);
    }

    /**
     * Tells whether there is nothing to iterate over.
     *
     * @return false for an object or array that has a member or element
     */
    public boolean isEmpty() {
        return place < 0 || (next(place) == place + STRIDE && !hasFlag(TapeParser.LEAF));
    }

    /**
     * Counts what there is to iterate over, in as many steps.
     *
     * @return the number of members or elements
     */
    public int size() {
        int size = 0;
        for (JsonNode _ : this) {
            size++;
        }
        return size;
    }

    /**
     * Compares with a literal.
     *
     * @param json JSON of one value
     * @return true if the value stands in the text byte for byte like this
     */
    public boolean isWrittenAs(byte[] json) {
        return Arrays.equals(text, start(), end(), json, 0, json.length);
    }

    /**
     * Returns the offset of its first byte.
     *
     * @return bytes from the start of the text; for an absent value, where the object that it is not in ends
     */
    public int start() {
        return place < 0 ? Math.max(0, tape[~place + END] - 1) : tape[place + START];
    }

    /**
     * Returns the offset behind its last byte.
     *
     * @return bytes from the start of the text
     */
    public int end() {
        return place < 0 ? start() : tape[place + END];
    }

    /**
     * Returns the value by itself.
     *
     * @return its bytes, as they stand in the text; none for an absent value
     */
    public byte[] copy() {
        return Arrays.copyOfRange(text, start(), end());
    }

    @Override
    public Iterator<JsonNode> iterator() {
        return new Children(this);
    }

    /** Values are equal that are written the same, byte for byte, wherever they stand. */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNode node
                && (place < 0) == (node.place < 0)
                && Arrays.equals(text, start(), end(), node.text, node.start(), node.end());
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = start(); i < end(); i++) {
            hash = 31 * hash + text[i];
        }
        return hash;
    }

    /** The kind and the place: a text may be a secret. */
    @Override
    public String toString() {
        return kind() + " at byte " + start();
    }

    boolean isEscaped() {
        return hasFlag(ESCAPED);
    }

    /** Returns where its name begins; -1 if it is no member. */
    int nameStart() {
        return place < 0 ? -1 : tape[place];
    }

    /** Tells whether it is an array whose elements are not on the tape. */
    boolean isLeaf() {
        return place >= 0 && hasFlag(TapeParser.LEAF);
    }

    /** Returns the place of the value that follows the one at a place and all inside it. */
    int next(int from) {
        return (tape[from + LINK] >>> NEXT_SHIFT) * STRIDE;
    }

    /** Returns the place of the last member of a name, or the complement of the place of this value. */
    private int find(String name) {
        if (!is(Kind.OBJECT)) {
            return place < 0 ? place : ~place;
        }
        int found = ~place;
        int end = next(place);
        int length = name.length();
        for (int member = place + STRIDE; member < end; member = next(member)) {
            int start = tape[member] + 1;
            if ((tape[member + LINK] & (NAME_ESCAPED << KIND_BITS)) != 0) {
                return Names.find(this, name);
            }
            // A name of another length has no quote there, or one that is escaped.
            if (start + length < text.length && text[start + length] == '"' && Names.startsWith(text, start, name)) {
                found = member;
            }
        }
        return found >= 0 || Names.isAscii(name) ? found : Names.find(this, name);
    }

    private String decoded() {
        int start = start() + 1;
        int end = end() - 1;
        return hasFlag(ESCAPED) ? StringDecoder.decode(text, start, end) : StringDecoder.plain(text, start, end);
    }

    private boolean hasFlag(int flag) {
        return (tape[place + LINK] & (flag << KIND_BITS)) != 0;
    }
}
