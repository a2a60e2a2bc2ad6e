package dev.sluice.dialects.json;

import dev.sluice.json.RawText;
import java.util.Arrays;

/** Bytes that stand in a field as base64. */
public final class Base64Field {
    private static final byte DIGIT = 1;
    private static final byte URL_SAFE = 2;
    private static final byte PADDING = 4;
    private static final byte OTHER = 8;
    private static final byte[] CLASSES = classTable();

    private Base64Field() {}

    /**
     * Checks what a field says, or what it says behind something else. Clients write either alphabet, with or without
     * padding, some in lines; models' APIs take the first alphabet, padded, in one piece, and so it is returned.
     */
    public static RawText checked(Fields fields, String name, RawText text) {
        int size = text.size();
        int firstPadding = text.indexOf('=');
        int end = firstPadding < 0 ? size : firstPadding;
        boolean padded = (size & 3) == 0 && size - end < 3 && end > 0;
        boolean behind = firstPadding < 0 || text.from(end).classes(CLASSES, OTHER) == PADDING;
        if (padded && behind && (text.classes(CLASSES, OTHER) & (URL_SAFE | OTHER)) == 0) {
            return text;
        }
        return RawText.of(normalized(fields, name, text.string()));
    }

    private static String normalized(Fields fields, String name, String text) {
        String inOneLine =
                text.indexOf('\n') < 0 ? text : text.replace("\r", "").replace("\n", "");
        int end = inOneLine.length();
        while (end > 0 && inOneLine.charAt(end - 1) == '=') {
            end--;
        }
        String digits = inOneLine.substring(0, end);
        if ((RawText.of(digits).classes(CLASSES, OTHER) & (PADDING | OTHER)) != 0) {
            throw fields.wrong(name, "must be base64");
        }
        if (end == 0 || (end & 3) == 1) {
            throw fields.wrong(name, "must be base64 of at least one byte");
        }
        return digits.replace('-', '+').replace('_', '/') + "=".repeat(-end & 3);
    }

    private static byte[] classTable() {
        byte[] table = new byte[128];
        Arrays.fill(table, OTHER);
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
            table[c] = DIGIT;
        }
        table['-'] = URL_SAFE;
        table['_'] = URL_SAFE;
        table['='] = PADDING;
        return table;
    }
}
