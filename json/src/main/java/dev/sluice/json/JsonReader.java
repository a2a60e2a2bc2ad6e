package dev.sluice.json;

/**
 * Walks through JSON in UTF-8 bytes without building anything: a program takes the values it wants and
 * skips the rest, and learns where each stands so that it can splice the text with {@link JsonEdits}.
 *
 * <p>Strict after RFC 8259; what is skipped is checked as well. Nesting is bounded. Not safe for use by
 * several threads.
 */
public final class JsonReader {
    /** How deep objects and arrays may be nested. */
    public static final int MAX_DEPTH = JsonDocument.MAX_DEPTH;

    /** What stands at the reader's place. */
    public enum Kind {
        /** An object. */
        OBJECT,
        /** An array. */
        ARRAY,
        /** A string. */
        STRING,
        /** A number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** Null. */
        NULL,
        /** No further element, or nothing at all. */
        END
    }

    private final byte[] text;
    private final int end;
    private int at;
    private final Nesting nesting = new Nesting();
    // In front of a value: the comma before it and, in an object, its name have been read.
    private boolean atElement;
    // In front of a name: the comma before it has been read.
    private boolean atName;

    private JsonReader(byte[] text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
        this.atElement = true;
    }

    /**
     * Starts at the beginning of a text.
     *
     * @param text JSON in UTF-8, shared with the reader
     * @return a reader in front of the one value
     */
    public static JsonReader of(byte[] text) {
        return new JsonReader(text, 0, text.length);
    }

    /**
     * Starts at a part of a text.
     *
     * @param text JSON in UTF-8, shared with the reader
     * @param span one value
     * @return a reader in front of that value; offsets are still those of the whole text
     */
    public static JsonReader of(byte[] text, JsonSpan span) {
        if (span.end() > text.length) {
            throw new IllegalArgumentException("the span ends behind the text");
        }
        return new JsonReader(text, span.start(), span.end());
    }

    /**
     * Tells what comes next where a value may stand, without taking it.
     *
     * @return the kind; {@link Kind#END} behind the last element of an array
     */
    public Kind peek() {
        if (!atElement && nesting.inObject()) {
            throw error("a value does not stand here before its name is taken");
        }
        if (!atElement && !hasNext()) {
            return Kind.END;
        }
        skipWhiteSpace();
        if (at >= end) {
            return Kind.END;
        }
        return switch (text[at]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> throw error("a value was expected");
        };
    }

    /** Enters an object. */
    public void beginObject() {
        open('{', true);
    }

    /** Leaves an object of which all elements have been read. */
    public void endObject() {
        close('}', true);
    }

    /** Enters an array. */
    public void beginArray() {
        open('[', false);
    }

    /** Leaves an array of which all elements have been read. */
    public void endArray() {
        close(']', false);
    }

    /**
     * Tells whether the object or array has a further element.
     *
     * @return false at its end
     */
    public boolean hasNext() {
        if (atElement || atName) {
            return true;
        }
        skipWhiteSpace();
        if (nesting.depth() == 0) {
            return false;
        }
        if (at >= end) {
            throw error("more was expected");
        }
        boolean object = nesting.inObject();
        if (text[at] == (object ? '}' : ']')) {
            return false;
        }
        if (nesting.startElement()) {
            expect(',');
            skipWhiteSpace();
        }
        if (object && (at >= end || text[at] != '"')) {
            throw error("a name in quotes was expected");
        }
        atName = object;
        atElement = !object;
        return true;
    }

    /**
     * Takes the name of an object's next element.
     *
     * @return the name, unescaped
     */
    public String nextName() {
        if (!nesting.inObject() || !hasNext() || !atName) {
            throw error("a name was expected");
        }
        atName = false;
        String name = string();
        skipWhiteSpace();
        expect(':');
        atElement = true;
        return name;
    }

    /**
     * Takes a string.
     *
     * @return the text, unescaped
     */
    public String nextString() {
        require(Kind.STRING, "a string was expected");
        atElement = false;
        return string();
    }

    /**
     * Takes a true or false.
     *
     * @return the value
     */
    public boolean nextBoolean() {
        require(Kind.BOOLEAN, "true or false was expected");
        boolean value = text[at] == 't';
        skipValue();
        return value;
    }

    /** Takes a null. */
    public void nextNull() {
        require(Kind.NULL, "null was expected");
        skipValue();
    }

    /**
     * Takes a whole number.
     *
     * @return the value
     */
    public long nextLong() {
        require(Kind.NUMBER, "a number was expected");
        JsonSpan span = nextSpan();
        return NumberDecoder.wholeNumber(text, span.start(), span.end());
    }

    /**
     * Takes a number.
     *
     * @return the nearest double
     */
    public double nextDouble() {
        require(Kind.NUMBER, "a number was expected");
        JsonSpan span = nextSpan();
        return NumberDecoder.decimal(text, span.start(), span.end(), NumberDecoder.SHORT)
                .doubleValue();
    }

    /** Passes over a value, checking it. */
    public void skipValue() {
        peek();
        at = new ValueScanner(text, end, MAX_DEPTH - nesting.depth()).end(at);
        atElement = false;
    }

    /**
     * Passes over a value, checking it.
     *
     * @return where it stands
     */
    public JsonSpan nextSpan() {
        peek();
        int start = at;
        skipValue();
        return new JsonSpan(start, at);
    }

    /**
     * Tells where the reader stands.
     *
     * @return the offset behind what was taken last, or of what {@link #peek} or {@link #hasNext} announced
     */
    public int position() {
        return at;
    }

    /** Makes sure that nothing but white space follows the one value. */
    public void endDocument() {
        skipWhiteSpace();
        if (nesting.depth() > 0 || atElement || at < end) {
            throw error("the end of the text was expected");
        }
    }

    private String string() {
        int start = at + 1;
        int quote = StringScanner.closingQuote(text, start, end);
        at = quote + 1;
        return StringDecoder.decode(text, start, quote);
    }

    private void open(char bracket, boolean object) {
        require(object ? Kind.OBJECT : Kind.ARRAY, object ? "an object was expected" : "an array was expected");
        if (nesting.depth() >= MAX_DEPTH) {
            throw error("nested too deeply");
        }
        expect(bracket);
        nesting.open(object);
        atElement = false;
    }

    private void close(char bracket, boolean object) {
        if (nesting.depth() == 0 || nesting.inObject() != object || atElement || atName) {
            throw error("this is not the end of an " + (object ? "object" : "array"));
        }
        skipWhiteSpace();
        expect(bracket);
        nesting.close();
        atElement = false;
    }

    private void require(Kind kind, String message) {
        if (peek() != kind) {
            throw error(message);
        }
    }

    private void expect(char wanted) {
        if (at >= end || text[at] != wanted) {
            throw error("'" + wanted + "' was expected");
        }
        at++;
    }

    private void skipWhiteSpace() {
        at = ValueScanner.skipWhiteSpace(text, at, end);
    }

    private JsonException error(String message) {
        return new JsonException(at >= end ? message + ", but the text ends" : message, at);
    }
}
