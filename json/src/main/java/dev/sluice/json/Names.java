package dev.sluice.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Compares and decodes the names of members, given the offset of the opening quote; the usual ones are one String each. */
final class Names {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_KNOWN = 2 * Long.BYTES;
    private static final int PLACES_BITS = 10;

    // Written by every thread without a lock: a lost write costs one more String.
    private static final @Nullable Name[] KNOWN = new Name[1 << PLACES_BITS];

    private Names() {}

    /** Tells whether the bytes of an unescaped name are these characters; of those beyond ASCII none is found. */
    static boolean startsWith(byte[] text, int start, String wanted) {
        int length = wanted.length();
        for (int i = 0; i < length; i++) {
            byte b = text[start + i];
            if (b != wanted.charAt(i) || b == '"') {
                return false;
            }
        }
        return true;
    }

    /** Tells whether a name is the wanted one. */
    static boolean areSame(byte[] text, int quote, boolean escaped, String wanted) {
        return of(text, quote, escaped).equals(wanted);
    }

    /** Finds the place of the last member of a name, of whatever characters and escapes; else the object's complement. */
    static int find(JsonNode object, String name) {
        int found = ~object.place;
        int end = object.next(object.place);
        for (int member = object.place + TapeParser.STRIDE; member < end; member = object.next(member)) {
            if (new JsonNode(object.text, object.tape, member).isNamed(name)) {
                found = member;
            }
        }
        return found;
    }

    static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    static String of(byte[] text, int quote, boolean escaped) {
        int start = quote + 1;
        int end = start;
        if (escaped) {
            return StringDecoder.decode(text, start, StringScanner.closingQuote(text, start, text.length));
        }
        while (text[end] != '"') {
            end++;
        }
        int length = end - start;
        if (length == 0 || length > LONGEST_KNOWN || start + LONGEST_KNOWN > text.length) {
            return StringDecoder.plain(text, start, end);
        }
        // No name has a NUL in it, so names of different lengths differ in these as well.
        long first = (long) LONG.get(text, start);
        long second = 0;
        if (length < Long.BYTES) {
            first &= (1L << (8 * length)) - 1;
        } else if (length > Long.BYTES) {
            second = (long) LONG.get(text, start + Long.BYTES);
            if (length < LONGEST_KNOWN) {
                second &= (1L << (8 * (length - Long.BYTES))) - 1;
            }
        }
        int place = (int) (((first ^ (second * 31)) * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - PLACES_BITS));
        Name known = KNOWN[place];
        if (known == null || known.first != first || known.second != second) {
            known = new Name(first, second, StringDecoder.plain(text, start, end));
            KNOWN[place] = known;
        }
        return known.string;
    }

    /** Up to sixteen bytes, the first of them lowest. */
    private record Name(long first, long second, String string) {}
}
