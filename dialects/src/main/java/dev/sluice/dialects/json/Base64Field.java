package dev.sluice.dialects.json;

import java.util.Arrays;

/** Bytes that stand in a field as base64. */
public final class Base64Field {
    private static final byte URL_SAFE = 1;
    private static final byte OTHER = 2;
    private static final byte[] CLASSES = classTable();

    private Base64Field() {}

    /**
     * Checks what a field says. Clients write either alphabet, with or without padding, some in lines; models' APIs
     * take the first alphabet, padded, in one piece.
     *
     * @param fields the object
     * @param name the field, or the one that holds the text among other things
     * @param text what should be base64
     * @return the same bytes as every API takes them
     * @throws dev.sluice.provider.ProviderException if it is no base64, or of no bytes
     */
    public static String checked(Fields fields, String name, String text) {
        String inOneLine =
                text.indexOf('\n') < 0 ? text : text.replace("\r", "").replace("\n", "");
        int end = inOneLine.length();
        while (end > 0 && inOneLine.charAt(end - 1) == '=') {
            end--;
        }
        boolean padded = (inOneLine.length() & 3) == 0 && inOneLine.length() - end < 3;
        int classes = classes(inOneLine, end);
        if ((classes & OTHER) != 0) {
            throw fields.wrong(name, "must be base64");
        }
        if (end == 0 || (end & 3) == 1) {
            throw fields.wrong(name, "must be base64 of at least one byte");
        }
        return padded && (classes & URL_SAFE) == 0
                ? inOneLine
                : inOneLine.substring(0, end).replace('-', '+').replace('_', '/') + "=".repeat(-end & 3);
    }

    /** Returns the classes of all characters, gathered without a branch for any of them. */
    private static int classes(String text, int end) {
        int found = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            found |= CLASSES[c & 0xFF] | (c & 0xFF00);
        }
        return found > 0xFF || (found & OTHER) != 0 ? OTHER : found;
    }

    private static byte[] classTable() {
        byte[] table = new byte[256];
        Arrays.fill(table, OTHER);
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
            table[c] = 0;
        }
        table['-'] = URL_SAFE;
        table['_'] = URL_SAFE;
        return table;
    }
}
