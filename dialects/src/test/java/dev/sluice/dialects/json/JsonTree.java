package dev.sluice.dialects.json;

import dev.sluice.json.JsonNode;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** JSON as another reads and writes it, which shares no code with what is tested. */
public final class JsonTree {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private JsonTree() {}

    /** Reads an object; nothing if it is something else, or no JSON. */
    public static Optional<JsonObject> object(byte[] json) {
        try (var reader = READERS.createReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8)) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonException e) {
            // What a test has damaged is often no JSON.
            return Optional.empty();
        }
    }

    /** Reads an object; nothing if it is something else, or no JSON. */
    public static Optional<JsonObject> object(String json) {
        return object(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a value. */
    public static byte[] bytes(JsonValue value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Makes a node of a tree. */
    public static JsonNode node(JsonValue value) {
        return JsonNodes.of(bytes(value));
    }

    /** Makes a tree of a node. */
    public static JsonObject object(JsonNode node) {
        return object(node.copy()).orElseThrow();
    }

    /** Starts an object. */
    public static JsonObjectBuilder object() {
        return Json.createObjectBuilder();
    }

    /** Starts an object with all that another has. */
    public static JsonObjectBuilder object(JsonObject like) {
        return Json.createObjectBuilder(like);
    }

    /** Starts an array. */
    public static JsonArrayBuilder array() {
        return Json.createArrayBuilder();
    }
}
