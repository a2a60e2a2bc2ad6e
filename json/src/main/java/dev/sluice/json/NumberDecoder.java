package dev.sluice.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Turns a number literal, already checked, into a value, within bounds that keep it cheap. */
final class NumberDecoder {
    /** The longest literal that is taken as a long or a double, and how far its exponent may go. */
    static final int SHORT = 400;
    /** The same for one that is taken digit by digit. */
    static final int LONG = 1000;

    /** So many digits fit into a long, whatever they are. */
    private static final int DIGITS_OF_LONG = 18;

    private NumberDecoder() {}

    static long wholeNumber(byte[] text, int start, int end) {
        int at = text[start] == '-' ? start + 1 : start;
        long value = 0;
        if (end - at <= DIGITS_OF_LONG) {
            while (at < end && text[at] >= '0' && text[at] <= '9') {
                value = value * 10 + text[at++] - '0';
            }
            if (at == end) {
                return text[start] == '-' ? -value : value;
            }
        }
        try {
            return decimal(text, start, end, SHORT).longValueExact();
        } catch (ArithmeticException e) {
            throw new JsonException("a whole number was expected", start);
        }
    }

    static BigDecimal decimal(byte[] text, int start, int end, int bound) {
        int length = end - start;
        if (length > bound) {
            throw new JsonException("a number is too long", start);
        }
        try {
            BigDecimal value = new BigDecimal(new String(text, start, length, StandardCharsets.ISO_8859_1));
            if (Math.abs((long) value.scale()) <= bound) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The grammar is right, so the exponent is beyond what a BigDecimal holds: out of range as well.
        }
        throw new JsonException("a number is out of range", start);
    }
}
