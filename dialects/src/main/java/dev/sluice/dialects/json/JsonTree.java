package dev.sluice.dialects.json;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonOutput;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Makes trees of bytes and bytes of trees. The factory is looked up once, which JSON-P's own short-cuts do not. */
public final class JsonTree {
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private JsonTree() {}

    /**
     * Reads an object.
     *
     * @param json UTF-8
     * @return nothing if it is something else, or no JSON, or holds a number that is too large to be held
     */
    public static Optional<JsonObject> object(byte[] json) {
        try {
            return TreeReader.read(json) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonException | NumberFormatException e) {
            // The latter is how the reader tells of a number that cannot be held.
            return Optional.empty();
        }
    }

    /**
     * Reads an object.
     *
     * @param json a text
     * @return nothing if it is something else, or no JSON
     */
    public static Optional<JsonObject> object(String json) {
        return object(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a value.
     *
     * @param value any
     * @return UTF-8
     */
    public static byte[] bytes(JsonValue value) {
        JsonOutput out = new JsonOutput();
        TreeWriter.write(value, out);
        return out.toBytes();
    }

    /**
     * Writes a value.
     *
     * @param value any
     * @param out takes it
     */
    public static void write(JsonValue value, JsonOutput out) {
        TreeWriter.write(value, out);
    }

    /**
     * Writes what an object has into another.
     *
     * @param object any
     * @param out takes the members
     */
    public static void writeMembers(JsonObject object, JsonOutput out) {
        object.forEach((name, member) -> TreeWriter.write(member, out.name(name)));
    }

    /** Starts an object. */
    public static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    /** Starts an object with all that another has. */
    public static JsonObjectBuilder object(JsonObject like) {
        return BUILDERS.createObjectBuilder(like);
    }

    /** Starts an array. */
    public static JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }
}
