package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value that was passed over, and where it stands.
 *
 * @param kind what it is
 * @param span where it is
 */
record Field(Kind kind, JsonSpan span) {
    /** Passes over the value in front of the reader. */
    static Field read(JsonReader json) {
        Kind kind = json.peek();
        return new Field(kind, json.nextSpan());
    }

    /** Takes a place in a list; negative if there is none. */
    static int readIndex(JsonReader json) {
        if (json.peek() != Kind.NUMBER) {
            json.skipValue();
            return -1;
        }
        return (int) Math.clamp(json.nextLong(), -1L, Integer.MAX_VALUE);
    }

    /** Tells whether a value is a string with something in it. */
    static boolean hasText(@Nullable Field field) {
        return field != null && field.kind == Kind.STRING && field.span.end() - field.span.start() > 2;
    }

    /** Compares with a literal, byte by byte. */
    boolean reads(byte[] json, byte[] literal) {
        return Arrays.equals(json, span.start(), span.end(), literal, 0, literal.length);
    }

    byte[] bytes(byte[] json) {
        return Arrays.copyOfRange(json, span.start(), span.end());
    }
}
