package dev.sluice.dialects.json;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Makes trees of bytes and bytes of trees. The factories are looked up once, which JSON-P's own short-cuts do not. */
public final class JsonTree {
    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of("org.eclipse.parsson.maxDepth", dev.sluice.json.JsonReader.MAX_DEPTH));
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private JsonTree() {}

    /**
     * Reads an object.
     *
     * @param json UTF-8
     * @return nothing if it is something else, or no JSON
     */
    public static Optional<JsonObject> object(byte[] json) {
        try (JsonReader reader = READERS.createReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8)) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonException | NumberFormatException e) {
            // The latter is how the parser tells of a number that is too large even to be held.
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
        return value.toString().getBytes(StandardCharsets.UTF_8);
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
