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
        if (escape == end) {
            return new String(text, start, end - start, StandardCharsets.UTF_8);
        }
        StringBuilder decoded = new StringBuilder(end - start);
        int from = start;
        for (int at = escape; at < end; ) {
            if (text[at] != '\\') {
                at++;
                continue;
            }
            decoded.append(new String(text, from, at - from, StandardCharsets.UTF_8));
            if (text[at + 1] == 'u') {
                decoded.append((char) Integer.parseInt(new String(text, at + 2, 4, StandardCharsets.ISO_8859_1), 16));
                at += 6;
            } else {
                decoded.append(unescaped(text[at + 1]));
                at += 2;
            }
            from = at;
        }
        return decoded.append(new String(text, from, end - from, StandardCharsets.UTF_8))
                .toString();
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
