package dev.sluice.dialects.json;

/** Bytes that stand in a field as base64. */
public final class Base64Field {
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
        boolean plain = (inOneLine.length() & 3) == 0 && inOneLine.length() - end < 3;
        for (int i = 0; i < end; i++) {
            char c = inOneLine.charAt(i);
            plain &= c != '-' && c != '_';
            if (!isDigit(c)) {
                throw fields.wrong(name, "must be base64");
            }
        }
        if (end == 0 || (end & 3) == 1) {
            throw fields.wrong(name, "must be base64 of at least one byte");
        }
        return plain
                ? inOneLine
                : inOneLine.substring(0, end).replace('-', '+').replace('_', '/') + "=".repeat(-end & 3);
    }

    private static boolean isDigit(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "+/-_".indexOf(c) >= 0);
    }
}
