package dev.sluice.json;

import java.util.Arrays;

/**
 * Checks a text and notes where each of its values stands, in one pass.
 *
 * <p>A tape has four ints a value, in the order in which the values begin: the offset of its name's opening quote or
 * -1; the offsets of its first byte and behind its last; and together the place of the value that follows it and all
 * inside it, in values, three flags and its kind. While an object or array is open, its end holds the place of the one
 * that it is in, so that nesting needs neither a stack nor recursion.
 *
 * <p>What an array holds is left out where it holds nothing but numbers and words: a list of floats would take more
 * room on the tape than in the text.
 */
final class TapeParser {
    static final int STRIDE = 4;
    static final int START = 1;
    static final int END = 2;
    static final int LINK = 3;

    static final int OBJECT = 0;
    static final int ARRAY = 1;
    static final int STRING = 2;
    static final int NUMBER = 3;
    static final int BOOLEAN = 4;
    static final int NULL = 5;

    /** The text of a string has an escape in it. */
    static final int ESCAPED = 1;
    /** The value's name has. */
    static final int NAME_ESCAPED = 2;
    /** An array whose elements are not on the tape. */
    static final int LEAF = 4;

    static final int KIND_BITS = 3;
    static final int KIND_MASK = 7;
    static final int NEXT_SHIFT = 6;

    /** A tape of this many ints, 64 KB, is let have any text; a larger one may have an int a byte. */
    private static final int FREE = 16384;
    /** 32 MB, two million values: what has more is no traffic of models. */
    private static final int MOST = 8 * 1024 * 1024;

    private TapeParser() {}

    /**
     * Reads one value with nothing but white space around it.
     *
     * @param start where to begin
     * @param end where the text ends
     */
    static int[] parse(byte[] text, int start, int end) {
        int[] tape = new int[firstSize(end - start)];
        int size = 0;
        int depth = 0;
        int open = -1;
        boolean inObject = false;
        int at = skipWhiteSpace(text, start, end);
        while (true) {
            int name = -1;
            int flags = 0;
            if (inObject) {
                if (at >= end || text[at] != '"') {
                    throw expected("a name in quotes was expected", at, end);
                }
                name = at;
                int quote = StringScanner.scan(text, at + 1, end);
                if (quote < 0) {
                    quote = ~quote;
                    flags = NAME_ESCAPED;
                }
                at = skipWhiteSpace(text, quote + 1, end);
                if (at >= end || text[at] != ':') {
                    throw expected("':' was expected", at, end);
                }
                at = skipWhiteSpace(text, at + 1, end);
            }
            if (at >= end) {
                throw expected("a value was expected", at, end);
            }
            if (size == tape.length) {
                tape = grow(tape, end - start, at);
            }
            int place = size;
            size += STRIDE;
            tape[place] = name;
            tape[place + START] = at;
            byte first = text[at];
            int kind;
            if (first == '"') {
                kind = STRING;
                int quote = StringScanner.scan(text, at + 1, end);
                if (quote < 0) {
                    quote = ~quote;
                    flags |= ESCAPED;
                }
                at = quote + 1;
            } else if (first == '{' || first == '[') {
                if (depth == JsonDocument.MAX_DEPTH) {
                    throw new JsonException("nested too deeply", at);
                }
                boolean object = first == '{';
                kind = object ? OBJECT : ARRAY;
                int inside = skipWhiteSpace(text, at + 1, end);
                int closed = -1;
                if (inside < end && text[inside] == (object ? '}' : ']')) {
                    closed = inside;
                } else if (!object) {
                    closed = leafEnd(text, inside, end);
                    flags |= closed < 0 ? 0 : LEAF;
                }
                if (closed < 0) {
                    tape[place + END] = open;
                    tape[place + LINK] = (flags << KIND_BITS) | kind;
                    open = place;
                    inObject = object;
                    depth++;
                    at = inside;
                    continue;
                }
                at = closed + 1;
            } else {
                kind = scalarKind(first);
                at = scalarEnd(text, at, end);
            }
            tape[place + END] = at;
            tape[place + LINK] = ((size / STRIDE) << NEXT_SHIFT) | (flags << KIND_BITS) | kind;

            while (true) {
                at = skipWhiteSpace(text, at, end);
                if (open < 0) {
                    if (at < end) {
                        throw new JsonException("the end of the text was expected", at);
                    }
                    return tape;
                }
                byte b = at < end ? text[at] : 0;
                if (b == ',') {
                    at = skipWhiteSpace(text, at + 1, end);
                    break;
                }
                if (b != (inObject ? '}' : ']')) {
                    throw expected("',' or '" + (inObject ? '}' : ']') + "' was expected", at, end);
                }
                at++;
                int outer = tape[open + END];
                tape[open + END] = at;
                tape[open + LINK] |= (size / STRIDE) << NEXT_SHIFT;
                open = outer;
                inObject = open >= 0 && (tape[open + LINK] & KIND_MASK) == OBJECT;
                depth--;
            }
        }
    }

    static int skipWhiteSpace(byte[] text, int start, int end) {
        int at = start;
        while (at < end) {
            byte b = text[at];
            if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                return at;
            }
            at++;
        }
        return at;
    }

    /** Returns the kind of a value that begins with neither a quote nor a bracket, if it is one. */
    static int scalarKind(byte first) {
        return switch (first) {
            case 't', 'f' -> BOOLEAN;
            case 'n' -> NULL;
            default -> NUMBER;
        };
    }

    /** Returns the offset behind the number or word that starts here. */
    static int scalarEnd(byte[] text, int start, int end) {
        return switch (text[start]) {
            case 't' -> word(text, start, end, "true");
            case 'f' -> word(text, start, end, "false");
            case 'n' -> word(text, start, end, "null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> NumberScanner.end(text, start, end);
            default -> throw new JsonException("a value was expected", start);
        };
    }

    /** Returns where an array ends that holds numbers and words alone, given the offset of the first; else -1. */
    private static int leafEnd(byte[] text, int start, int end) {
        int at = start;
        while (at < end && text[at] != '"' && text[at] != '{' && text[at] != '[') {
            at = skipWhiteSpace(text, scalarEnd(text, at, end), end);
            if (at < end && text[at] == ']') {
                return at;
            }
            if (at >= end || text[at] != ',') {
                throw expected("',' or ']' was expected", at, end);
            }
            at = skipWhiteSpace(text, at + 1, end);
        }
        return -1;
    }

    private static int word(byte[] text, int start, int end, String word) {
        int length = word.length();
        for (int i = 0; i < length; i++) {
            if (start + i >= end || text[start + i] != word.charAt(i)) {
                throw new JsonException("a value was expected", start);
            }
        }
        return start + length;
    }

    private static int firstSize(int length) {
        return Math.min(Math.min(length / 6 + 16, length / 16 + 448), 8192) & -STRIDE;
    }

    private static int[] grow(int[] tape, int length, int at) {
        int most = Math.min(Math.max(FREE, length), MOST) & -STRIDE;
        if (tape.length >= most) {
            throw new JsonException("too many values", at);
        }
        return Arrays.copyOf(tape, (int) Math.min(tape.length * 2L, most));
    }

    private static JsonException expected(String message, int at, int end) {
        return new JsonException(at >= end ? message + ", but the text ends" : message, at);
    }
}
