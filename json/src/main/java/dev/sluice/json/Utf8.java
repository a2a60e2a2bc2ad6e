package dev.sluice.json;

/** Checks UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** Returns the offset behind a run of characters beyond ASCII, of which the first starts here. */
    static int skip(byte[] text, int start, int end) {
        int at = start;
        do {
            // Text of most scripts is of these two lengths throughout, and one test each decides on them.
            byte lead = text[at];
            if (lead > (byte) 0xE0
                    && lead <= (byte) 0xEF
                    && lead != (byte) 0xED
                    && at + 2 < end
                    && (((text[at + 1] & 0xC0) << 8) | (text[at + 2] & 0xC0)) == 0x8080) {
                at += 3;
            } else if (lead >= (byte) 0xC2 && lead <= (byte) 0xDF && at + 1 < end && (text[at + 1] & 0xC0) == 0x80) {
                at += 2;
            } else {
                at = skipCharacter(text, at, end);
            }
        } while (at < end && text[at] < 0);
        return at;
    }

    private static int skipCharacter(byte[] text, int at, int end) {
        int lead = text[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
            throw broken(at);
        }
        int second = text[at + 1] & 0xFF;
        int least = switch (lead) {
            case 0xE0 -> 0xA0;
            case 0xF0 -> 0x90;
            default -> 0x80;
        };
        int most = switch (lead) {
            case 0xED -> 0x9F;
            case 0xF4 -> 0x8F;
            default -> 0xBF;
        };
        if (second < least || second > most) {
            throw broken(at);
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((text[i] & 0xC0) != 0x80) {
                throw broken(at);
            }
        }
        return at + length;
    }

    private static JsonException broken(int at) {
        return new JsonException("the text is not valid UTF-8", at);
    }
}
