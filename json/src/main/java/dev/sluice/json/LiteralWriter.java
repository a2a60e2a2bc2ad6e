package dev.sluice.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes that texts are written into as the inside of JSON's string literals. */
final class LiteralWriter {
    /** Texts beyond this length are likely to be the only one of their kind: the array grows by what they need. */
    private static final int LONG = 256 * 1024;

    private static final int LEAST_SPARE = 512;

    /** Texts up to this length are copied one by one, which spares the array of bytes in between. */
    private static final int SHORT = 24;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = EACH << 7;
    private static final String HEX = "0123456789abcdef";

    private byte[] bytes;
    private int length;

    LiteralWriter(int size) {
        this.bytes = new byte[size];
    }

    /** Returns the array itself if it is full, else a copy. */
    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    void ascii(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    /** Copies a text that has to be all ASCII. */
    void ascii(String text) {
        int size = text.length();
        room(size);
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    void copy(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    void text(String text) {
        if (text.length() > SHORT || !wasPlain(text)) {
            encode(text);
        }
    }

    /** Writes UTF-8, escaped. */
    void escaped(byte[] utf8, int start, int end) {
        int from = start;
        for (int at = special(utf8, start, end); at < end; at = special(utf8, at + 1, end)) {
            if (utf8[at] != '?') {
                copy(utf8, from, at);
                escape((char) utf8[at]);
                from = at + 1;
            }
        }
        copy(utf8, from, end);
    }

    /** Copies a text if all its characters are their own bytes, and tells whether they were. */
    private boolean wasPlain(String text) {
        int size = text.length();
        room(size);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
            bytes[length + i] = (byte) c;
        }
        length += size;
        return true;
    }

    private void encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int start = length;
        room(utf8.length);
        int from = 0;
        boolean whole = false;
        for (int at = special(utf8, 0, utf8.length); at < utf8.length; at = special(utf8, at + 1, utf8.length)) {
            if (utf8[at] != '?') {
                copy(utf8, from, at);
                escape((char) utf8[at]);
                from = at + 1;
            } else if (!whole) {
                // A question mark may stand for half a surrogate pair. As many bytes as characters: each has one.
                boolean sameLength = utf8.length == text.length();
                if (sameLength ? text.charAt(at) != '?' : hasLoneSurrogate(text)) {
                    length = start;
                    encodeHalves(text);
                    return;
                }
                whole = !sameLength;
            }
        }
        copy(utf8, from, utf8.length);
    }

    private void encodeHalves(String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isLoneSurrogate(text, i)) {
                text(text.substring(from, i));
                escape(text.charAt(i));
                from = i + 1;
            }
        }
        text(text.substring(from));
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLoneSurrogate(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLoneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private void escape(char c) {
        room(6);
        bytes[length++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[length++] = (byte) c;
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    bytes[length++] = (byte) HEX.charAt(c >> shift & 15);
                }
            }
        }
    }

    /** Returns where the next byte is that has to be escaped or is a question mark; {@code end} if there is none. */
    private static int special(byte[] utf8, int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORD.get(utf8, at);
            long quote = word ^ EACH * '"';
            long backslash = word ^ EACH * '\\';
            long question = word ^ EACH * '?';
            // The lowest of these bits is always a true one: a borrow goes upwards.
            long found = (((word - EACH * ' ') & ~word)
                            | ((quote - EACH) & ~quote)
                            | ((backslash - EACH) & ~backslash)
                            | ((question - EACH) & ~question))
                    & HIGH_BITS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < end && !isSpecial(utf8[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpecial(byte b) {
        return (b >= 0 && b < ' ') || b == '"' || b == '\\' || b == '?';
    }

    private void room(int more) {
        if (more > bytes.length - length) {
            int spare = more > LONG ? LEAST_SPARE : Math.max(length, LEAST_SPARE);
            bytes = Arrays.copyOf(bytes, Math.addExact(length + more, spare));
        }
    }
}
