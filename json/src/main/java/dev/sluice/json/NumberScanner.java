package dev.sluice.json;

/** Finds the end of a number, after the grammar of RFC 8259 section 6. */
final class NumberScanner {
    private NumberScanner() {}

    /** Returns the offset behind the number that starts here. */
    static int end(byte[] text, int start, int end) {
        int at = is(text, start, end, '-') ? start + 1 : start;
        at = is(text, at, end, '0') ? at + 1 : digits(text, at, end);
        if (is(text, at, end, '.')) {
            at = digits(text, at + 1, end);
        }
        if (is(text, at, end, 'e') || is(text, at, end, 'E')) {
            at++;
            if (is(text, at, end, '+') || is(text, at, end, '-')) {
                at++;
            }
            at = digits(text, at, end);
        }
        return at;
    }

    private static boolean is(byte[] text, int at, int end, char wanted) {
        return at < end && text[at] == wanted;
    }

    private static int digits(byte[] text, int start, int end) {
        int at = start;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw new JsonException("a digit was expected", at);
        }
        return at;
    }
}
