package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object put together from values and from texts in pieces, without looking into them. Its members keep the order
 * in which they came first. It holds copies, for each piece has a whole event behind it.
 */
final class RawObject {
    private final Map<String, byte[]> values = new LinkedHashMap<>();
    private final Map<String, ByteArrayOutputStream> texts = new LinkedHashMap<>();
    private long size;

    RawObject put(String name, byte[] value) {
        values.put(name, value);
        return this;
    }

    RawObject put(String name, String literal) {
        return put(name, literal.getBytes(StandardCharsets.US_ASCII));
    }

    RawObject putIfAbsent(String name, String literal) {
        values.putIfAbsent(name, literal.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    void putIfAbsent(JsonNode member) {
        values.computeIfAbsent(member.name(), _ -> member.copy());
    }

    /** Takes a member as it is, unless it says nothing: some upstreams repeat empty names and ids with every piece. */
    void putIfSaid(JsonNode member) {
        if (member.is(Kind.STRING) ? member.hasText() : !member.is(Kind.NULL)) {
            values.put(member.name(), member.copy());
        }
    }

    /** Goes on with a text, which counts instead of any other value of that name. */
    void join(JsonNode text) {
        byte[] literal = text.copy();
        size += literal.length;
        texts.computeIfAbsent(text.name(), _ -> new ByteArrayOutputStream()).write(literal, 1, literal.length - 2);
        // Holds the place.
        values.putIfAbsent(text.name(), literal);
    }

    /** How many bytes of text have been joined. */
    long size() {
        return size;
    }

    byte[] json() {
        JsonOutput object = new JsonOutput((int) Math.min(size + 256, Integer.MAX_VALUE / 2)).object();
        values.forEach((name, value) -> {
            ByteArrayOutputStream text = texts.get(name);
            object.add(name, text == null ? value : quoted(text.toByteArray()));
        });
        return object.endObject().toBytes();
    }

    static byte[] array(Collection<byte[]> values) {
        JsonOutput array = new JsonOutput().array();
        values.forEach(array::value);
        return array.endArray().toBytes();
    }

    private static byte[] quoted(byte[] inside) {
        byte[] literal = new byte[inside.length + 2];
        System.arraycopy(inside, 0, literal, 1, inside.length);
        literal[0] = '"';
        literal[literal.length - 1] = '"';
        return literal;
    }
}
