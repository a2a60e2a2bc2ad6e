package dev.sluice.json;

/** Finds the end of a value of any kind, checking it on the way. */
final class ValueScanner {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final byte[] text;
    private final int end;
    private final int maxDepth;

    ValueScanner(byte[] text, int end, int maxDepth) {
        this.text = text;
        this.end = end;
        this.maxDepth = maxDepth;
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

    /** Returns the offset behind the value that starts here. */
    int end(int start) {
        return value(start, 0);
    }

    private int value(int start, int depth) {
        if (start >= end) {
            throw new JsonException("a value was expected, but the text ends", start);
        }
        return switch (text[start]) {
            case '{' -> object(start, depth + 1);
            case '[' -> array(start, depth + 1);
            case '"' -> StringScanner.closingQuote(text, start + 1, end) + 1;
            case 't' -> literal(start, TRUE);
            case 'f' -> literal(start, FALSE);
            case 'n' -> literal(start, NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> NumberScanner.end(text, start, end);
            default -> throw new JsonException("a value was expected", start);
        };
    }

    private int object(int start, int depth) {
        checkDepth(start, depth);
        int at = skipWhiteSpace(text, start + 1, end);
        if (is(at, '}')) {
            return at + 1;
        }
        while (true) {
            if (!is(at, '"')) {
                throw new JsonException("a name in quotes was expected", at);
            }
            at = StringScanner.closingQuote(text, at + 1, end) + 1;
            at = skipWhiteSpace(text, at, end);
            if (!is(at, ':')) {
                throw new JsonException("':' was expected", at);
            }
            at = value(skipWhiteSpace(text, at + 1, end), depth);
            at = skipWhiteSpace(text, at, end);
            if (is(at, '}')) {
                return at + 1;
            }
            at = comma(at, '}');
        }
    }

    private int array(int start, int depth) {
        checkDepth(start, depth);
        int at = skipWhiteSpace(text, start + 1, end);
        if (is(at, ']')) {
            return at + 1;
        }
        while (true) {
            at = value(at, depth);
            at = skipWhiteSpace(text, at, end);
            if (is(at, ']')) {
                return at + 1;
            }
            at = comma(at, ']');
        }
    }

    private int comma(int at, char closing) {
        if (!is(at, ',')) {
            throw new JsonException("',' or '" + closing + "' was expected", at);
        }
        return skipWhiteSpace(text, at + 1, end);
    }

    private int literal(int start, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (start + i >= end || text[start + i] != word[i]) {
                throw new JsonException("a value was expected", start);
            }
        }
        return start + word.length;
    }

    private boolean is(int at, char wanted) {
        return at < end && text[at] == wanted;
    }

    private void checkDepth(int at, int depth) {
        if (depth > maxDepth) {
            throw new JsonException("nested too deeply", at);
        }
    }
}
