package dev.sluice.json;

/** Finds a member of an object by passing over those before it, of which it checks no more than it needs to. */
final class Locator {
    private Locator() {}

    /** Returns where the first member of that name has its value; -1 if the value that starts here is no object with one. */
    static int member(byte[] text, int start, String name) {
        int end = text.length;
        if (start >= end || text[start] != '{') {
            return -1;
        }
        int at = TapeParser.skipWhiteSpace(text, start + 1, end);
        if (at < end && text[at] == '}') {
            return -1;
        }
        while (at < end && text[at] == '"') {
            int quote = StringScanner.scan(text, at + 1, end);
            boolean found = Names.areSame(text, at, quote < 0, name);
            at = TapeParser.skipWhiteSpace(text, (quote < 0 ? ~quote : quote) + 1, end);
            require(text, at, ':');
            at = TapeParser.skipWhiteSpace(text, at + 1, end);
            if (found) {
                return at;
            }
            at = TapeParser.skipWhiteSpace(text, end(text, at), end);
            if (at < end && text[at] == '}') {
                return -1;
            }
            require(text, at, ',');
            at = TapeParser.skipWhiteSpace(text, at + 1, end);
        }
        throw new JsonException("a name in quotes was expected", at);
    }

    /** Returns the offset behind the value that starts here. */
    static int end(byte[] text, int start) {
        int end = text.length;
        int depth = 0;
        int at = start;
        while (at < end) {
            byte b = text[at];
            if (b == '"') {
                at = StringScanner.closingQuote(text, at + 1, end) + 1;
            } else if (b == '{' || b == '[') {
                depth++;
                at++;
            } else if (depth > 0 && (b == '}' || b == ']')) {
                depth--;
                at++;
            } else if (depth == 0) {
                return TapeParser.scalarEnd(text, at, end);
            } else {
                at++;
                continue;
            }
            if (depth == 0) {
                return at;
            }
        }
        throw new JsonException("a value was expected, but the text ends", at);
    }

    private static void require(byte[] text, int at, char wanted) {
        if (at >= text.length || text[at] != wanted) {
            throw new JsonException("'" + wanted + "' was expected", at);
        }
    }
}
