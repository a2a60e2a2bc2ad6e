package dev.sluice.json;

import java.util.HexFormat;

/** Writes JSON literals. */
public final class JsonText {
    private static final HexFormat HEX = HexFormat.of();

    private JsonText() {}

    /**
     * Writes a string literal.
     *
     * @param value any text
     * @return the text in quotes, with what JSON demands escaped
     */
    public static String quote(String value) {
        StringBuilder literal = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    // A lone surrogate has no UTF-8; escaped, it survives.
                    if (c < 0x20 || isLoneSurrogate(value, i)) {
                        literal.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }

    /**
     * Writes a string literal as bytes.
     *
     * @param value any text
     * @return the literal in UTF-8
     */
    public static byte[] quoted(String value) {
        return new JsonOutput(value.length() + 2).text(value).toBytes();
    }

    private static boolean isLoneSurrogate(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 >= value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}
