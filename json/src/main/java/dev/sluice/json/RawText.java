package dev.sluice.json;

import org.jspecify.annotations.Nullable;

/**
 * A text that may still stand, not decoded, in the JSON that it was read from: one that only moves from one JSON text
 * to another never is. Equal to any other of the same characters. Holds the whole text that it stands in.
 */
public final class RawText {
    private static final byte[] NOWHERE = {};

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final Form form;
    // Whoever decodes it a second time gets the same.
    private @Nullable String decoded;

    private enum Form {
        /** No bytes: it came decoded. */
        DECODED,
        /** The inside of a literal, without an escape. */
        PLAIN,
        /** The inside of a literal. */
        ESCAPED,
        /** A value. */
        JSON
    }

    private RawText(byte[] bytes, int start, int end, Form form, @Nullable String decoded) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.form = form;
        this.decoded = decoded;
    }

    /**
     * Takes a text that is decoded.
     *
     * @param text any text
     * @return the same text
     */
    public static RawText of(String text) {
        return new RawText(NOWHERE, 0, 0, Form.DECODED, text);
    }

    /**
     * Takes what a string says.
     *
     * @param string a node that is a string
     * @return its text
     */
    public static RawText of(JsonNode string) {
        Form form = string.isEscaped() ? Form.ESCAPED : Form.PLAIN;
        return new RawText(string.text, string.start() + 1, string.end() - 1, form, null);
    }

    /**
     * Takes a value's JSON for a text.
     *
     * @param value a node that is there
     * @return its JSON, as it is written
     */
    public static RawText ofJson(JsonNode value) {
        return new RawText(value.text, value.start(), value.end(), Form.JSON, null);
    }

    /**
     * Decodes the text.
     *
     * @return its characters
     */
    public String string() {
        String text = decoded;
        if (text == null) {
            text = form == Form.ESCAPED
                    ? StringDecoder.decode(bytes, start, end)
                    : StringDecoder.plain(bytes, start, end);
            decoded = text;
        }
        return text;
    }

    /**
     * Tells whether there is no character.
     *
     * @return true if there is none
     */
    public boolean isEmpty() {
        String text = decoded;
        return text == null ? start == end : text.isEmpty();
    }

    /**
     * Tells whether there is nothing but white space, if that.
     *
     * @return true if there is no other character
     */
    public boolean isBlank() {
        return !beginsVisibly() && string().isBlank();
    }

    /** Tells whether the first character that is neither a space nor a line's end or indentation is sure to be seen. */
    private boolean beginsVisibly() {
        int at = start;
        while (at < end && (bytes[at] == ' ' || isEscapedSpace(at))) {
            at += bytes[at] == ' ' ? 1 : 2;
        }
        return at < end && bytes[at] > ' ' && bytes[at] < 0x7F && bytes[at] != '\\';
    }

    private boolean isEscapedSpace(int at) {
        if (form != Form.ESCAPED || bytes[at] != '\\') {
            return false;
        }
        byte escaped = bytes[at + 1];
        return escaped == 'n' || escaped == 't' || escaped == 'r';
    }

    /**
     * Returns about how much room it takes.
     *
     * @return the bytes or characters that it has as it stands
     */
    public int size() {
        String text = decoded;
        return text == null ? end - start : text.length();
    }

    /**
     * Looks for a character.
     *
     * @param ascii an ASCII character
     * @return where it stands first, for {@link #from} and {@link #before}; -1 if it does not
     */
    public int indexOf(char ascii) {
        if (form != Form.PLAIN) {
            return string().indexOf(ascii);
        }
        for (int i = start; i < end; i++) {
            if (bytes[i] == ascii) {
                return i - start;
            }
        }
        return -1;
    }

    /**
     * Returns what stands before a place.
     *
     * @param place as {@link #indexOf} told it
     * @return the text's beginning
     */
    public String before(int place) {
        return form == Form.PLAIN ? StringDecoder.plain(bytes, start, start + place) : string().substring(0, place);
    }

    /**
     * Returns what stands from a place on.
     *
     * @param place as {@link #indexOf} told it, or one more
     * @return the rest of the text
     */
    public RawText from(int place) {
        return form == Form.PLAIN
                ? new RawText(bytes, start + place, end, Form.PLAIN, null)
                : of(string().substring(place));
    }

    /**
     * Tells which classes of characters there are.
     *
     * @param classes the class of each ASCII character, as bits
     * @param other the class of all others
     * @return the bits of all classes that a character of the text has
     */
    public int classes(byte[] classes, byte other) {
        int found = 0;
        if (form == Form.PLAIN) {
            for (int i = start; i < end; i++) {
                byte b = bytes[i];
                found |= b < 0 ? other : classes[b];
            }
        } else {
            String text = string();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                found |= c > 0x7F ? other : classes[c];
            }
        }
        return found;
    }

    /**
     * Tells whether this is {@linkplain #ofJson JSON taken for a text}.
     *
     * @return true if {@link JsonOutput#value(RawText)} takes it
     */
    public boolean isJson() {
        return form == Form.JSON;
    }

    /** Writes the inside of its literal. */
    void write(LiteralWriter out) {
        switch (form) {
            case DECODED -> out.text(string());
            case PLAIN, ESCAPED -> out.copy(bytes, start, end);
            case JSON -> out.escaped(bytes, start, end);
        }
    }

    /** Writes it as the JSON that it is. */
    void writeJson(LiteralWriter out) {
        out.copy(bytes, start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawText text && string().equals(text.string());
    }

    @Override
    public int hashCode() {
        return string().hashCode();
    }

    @Override
    public String toString() {
        return string();
    }
}
