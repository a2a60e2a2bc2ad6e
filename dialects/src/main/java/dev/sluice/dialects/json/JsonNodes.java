package dev.sluice.dialects.json;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads objects, and copies them. */
public final class JsonNodes {
    /** An object without members. */
    public static final JsonNode EMPTY = of("{}".getBytes(StandardCharsets.US_ASCII));

    private JsonNodes() {}

    /** Reads an object, from UTF-8 that is kept by it; nothing if it is something else, or no JSON. */
    public static Optional<JsonNode> read(byte[] json) {
        try {
            return Optional.of(of(json)).filter(value -> value.is(Kind.OBJECT));
        } catch (JsonException e) {
            // Each caller has its own way to say so.
            return Optional.empty();
        }
    }

    /** Reads a value that was just written. */
    public static JsonNode of(byte[] json) {
        return JsonDocument.parse(json).root();
    }

    /** Returns a value's JSON, as it is written. */
    public static String text(JsonNode value) {
        return new String(value.copy(), StandardCharsets.UTF_8);
    }

    /** Writes a value without the white space between its tokens. */
    public static void writeCompact(JsonNode value, JsonOutput out) {
        switch (value.kind()) {
            case OBJECT -> {
                out.object();
                value.forEach(member -> writeCompact(member, out.name(member.name())));
                out.endObject();
            }
            case ARRAY -> {
                out.array();
                value.forEach(element -> writeCompact(element, out));
                out.endArray();
            }
            default -> out.value(value);
        }
    }

    /** Writes what an object has into another. */
    public static void writeMembers(JsonNode object, JsonOutput out) {
        for (JsonNode member : object) {
            out.add(member.name(), member);
        }
    }
}
