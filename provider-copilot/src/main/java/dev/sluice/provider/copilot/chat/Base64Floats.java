package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonSpan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Packs a list of numbers the way {@code encoding_format: base64} wants it: 32-bit floats, little-endian. */
final class Base64Floats {
    private float[] floats = new float[1536];
    private int count;

    private Base64Floats() {}

    /**
     * Takes an array of numbers and makes a string literal of it.
     *
     * @throws dev.sluice.json.JsonException if an element is no number
     */
    static byte[] literal(byte[] json, JsonReader reader) {
        Base64Floats vector = new Base64Floats();
        reader.beginArray();
        while (reader.hasNext()) {
            if (reader.peek() != JsonReader.Kind.NUMBER) {
                // Says so with the place.
                reader.nextDouble();
            }
            JsonSpan span = reader.nextSpan();
            vector.add(Float.parseFloat(
                    new String(json, span.start(), span.end() - span.start(), StandardCharsets.US_ASCII)));
        }
        reader.endArray();
        return vector.literal();
    }

    private void add(float value) {
        if (count == floats.length) {
            floats = Arrays.copyOf(floats, count * 2);
        }
        floats[count++] = value;
    }

    private byte[] literal() {
        ByteBuffer packed = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            packed.putFloat(floats[i]);
        }
        return ("\"" + Base64.getEncoder().encodeToString(packed.array()) + "\"").getBytes(StandardCharsets.US_ASCII);
    }
}
