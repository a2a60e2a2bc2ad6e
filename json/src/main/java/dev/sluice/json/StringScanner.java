package dev.sluice.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of a string literal, checking escapes, control characters and UTF-8 on the way.
 *
 * <p>Conversations are mostly strings, so this decides what scanning costs: eight bytes are looked at
 * in one step while they are plain ASCII.
 */
final class StringScanner {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private StringScanner() {}

    /** Returns the offset of the closing quote, given the offset behind the opening one. */
    static int closingQuote(byte[] text, int start, int end) {
        int quote = scan(text, start, end);
        return quote < 0 ? ~quote : quote;
    }

    /** Like {@link #closingQuote}, but returns the complement of the offset where there is an escape in the string. */
    static int scan(byte[] text, int start, int end) {
        int at = start;
        int escaped = 0;
        while (true) {
            at = skipPlain(text, at, end);
            if (at >= end) {
                throw new JsonException("a string is not closed", start - 1);
            }
            byte b = text[at];
            if (b == '"') {
                return at ^ escaped;
            }
            if (b == '\\') {
                at = skipEscape(text, at, end);
                escaped = -1;
            } else if (b < 0) {
                at = Utf8.skip(text, at, end);
            } else if (b < ' ') {
                throw new JsonException("a control character in a string must be escaped", at);
            } else {
                at++;
            }
        }
    }

    /** Stops at the first quote, backslash, control character or byte beyond ASCII, or near the end. */
    private static int skipPlain(byte[] text, int start, int end) {
        int at = start;
        while (at + Long.BYTES <= end) {
            long word = (long) LONG.get(text, at);
            long special = zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES) | ((word - SPACES) & ~word) | word;
            special &= HIGH_BITS;
            if (special != 0) {
                // Borrows spoil bytes above the first hit only, so the lowest one is exact.
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            at += Long.BYTES;
        }
        return at;
    }

    private static long zeroBytes(long word) {
        return (word - ONES) & ~word;
    }

    private static int skipEscape(byte[] text, int at, int end) {
        if (at + 1 >= end) {
            throw new JsonException("a string is not closed", at);
        }
        return switch (text[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> skipCodeUnit(text, at, end);
            default -> throw new JsonException("an unknown escape in a string", at);
        };
    }

    private static int skipCodeUnit(byte[] text, int at, int end) {
        for (int i = at + 2; i < at + 6; i++) {
            if (i >= end || Character.digit(text[i], 16) < 0) {
                throw new JsonException("\\u needs four hexadecimal digits", at);
            }
        }
        return at + 6;
    }
}
