package dev.sluice.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Turns a number literal, already checked, into a value, within bounds that keep it cheap. */
final class NumberDecoder {
    private static final int MAX_LENGTH = 400;
    private static final int MAX_SCALE = 400;

    private NumberDecoder() {}

    static long wholeNumber(byte[] text, JsonSpan span) {
        try {
            return decimal(text, span).longValueExact();
        } catch (ArithmeticException e) {
            throw new JsonException("a whole number was expected", span.start());
        }
    }

    static BigDecimal decimal(byte[] text, JsonSpan span) {
        int length = span.end() - span.start();
        if (length > MAX_LENGTH) {
            throw new JsonException("a number is too long", span.start());
        }
        try {
            BigDecimal value = new BigDecimal(new String(text, span.start(), length, StandardCharsets.ISO_8859_1));
            if (Math.abs((long) value.scale()) <= MAX_SCALE) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The grammar is right, so the exponent is beyond what a BigDecimal holds: out of range as well.
        }
        throw new JsonException("a number is out of range", span.start());
    }
}
