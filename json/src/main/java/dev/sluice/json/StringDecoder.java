package dev.sluice.json;

import java.nio.charset.StandardCharsets;

/** Turns the inside of a string literal, already checked, into text. */
final class StringDecoder {
    private StringDecoder() {}

    static String decode(byte[] text, int start, int end) {
        int escape = start;
        while (escape < end && text[escape] != '\\') {
            escape++;
        }
        return escape == end ? plain(text, start, end) : unescape(text, start, escape, end);
    }

    /** For a text that is known to have no escape. */
    static String plain(byte[] text, int start, int end) {
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    /** Unescapes to UTF-8 first, which costs one copy however many escapes there are; no escape is shorter than that. */
    private static String unescape(byte[] text, int start, int escape, int end) {
        byte[] utf8 = new byte[end - start];
        int to = escape - start;
        System.arraycopy(text, start, utf8, 0, to);
        int at = escape;
        while (at < end) {
            byte b = text[at];
            if (b != '\\') {
                utf8[to++] = b;
                at++;
            } else if (text[at + 1] != 'u') {
                utf8[to++] = (byte) unescaped(text[at + 1]);
                at += 2;
            } else {
                int code = codeUnit(text, at + 2);
                at += 6;
                if (Character.isSurrogate((char) code)) {
                    if (Character.isLowSurrogate((char) code) || !isLowSurrogate(text, at, end)) {
                        return withHalfPairs(text, start, end);
                    }
                    code = Character.toCodePoint((char) code, (char) codeUnit(text, at + 2));
                    at += 6;
                }
                to = encode(code, utf8, to);
            }
        }
        return new String(utf8, 0, to, StandardCharsets.UTF_8);
    }

    private static int encode(int code, byte[] utf8, int place) {
        int to = place;
        if (code < 0x80) {
            utf8[to++] = (byte) code;
        } else {
            if (code < 0x800) {
                utf8[to++] = (byte) (0xC0 | (code >> 6));
            } else {
                if (code < 0x10000) {
                    utf8[to++] = (byte) (0xE0 | (code >> 12));
                } else {
                    utf8[to++] = (byte) (0xF0 | (code >> 18));
                    utf8[to++] = (byte) (0x80 | ((code >> 12) & 0x3F));
                }
                utf8[to++] = (byte) (0x80 | ((code >> 6) & 0x3F));
            }
            utf8[to++] = (byte) (0x80 | (code & 0x3F));
        }
        return to;
    }

    private static boolean isLowSurrogate(byte[] text, int at, int end) {
        return at + 6 <= end
                && text[at] == '\\'
                && text[at + 1] == 'u'
                && Character.isLowSurrogate((char) codeUnit(text, at + 2));
    }

    /** Half a pair has no UTF-8, but a String holds it. */
    private static String withHalfPairs(byte[] text, int start, int end) {
        StringBuilder decoded = new StringBuilder(end - start);
        int from = start;
        for (int at = start; at < end; ) {
            if (text[at] != '\\') {
                at++;
                continue;
            }
            decoded.append(plain(text, from, at));
            if (text[at + 1] == 'u') {
                decoded.append((char) codeUnit(text, at + 2));
                at += 6;
            } else {
                decoded.append(unescaped(text[at + 1]));
                at += 2;
            }
            from = at;
        }
        return decoded.append(plain(text, from, end)).toString();
    }

    private static int codeUnit(byte[] text, int at) {
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            code = (code << 4) | Character.digit(text[i], 16);
        }
        return code;
    }

    private static char unescaped(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) escape;
        };
    }
}
