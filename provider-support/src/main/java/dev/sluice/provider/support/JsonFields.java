package dev.sluice.provider.support;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads small replies, such as lists of models, of which every field may be missing or of another type. */
public final class JsonFields {
    private JsonFields() {}

    /**
     * Reads a body.
     *
     * @param body any bytes
     * @return nothing if it is not JSON
     */
    public static Optional<JsonValue> parse(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return Optional.of(reader.readValue());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns an object within another.
     *
     * @param parent the outer one
     * @param name the field
     * @return empty if there is none
     */
    public static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
    }

    /**
     * Returns the objects of an array.
     *
     * @param array any value, or none
     * @return empty if it is no array
     */
    public static List<JsonObject> objects(@Nullable JsonValue array) {
        return array instanceof JsonArray elements
                ? elements.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    /**
     * Returns the texts of an array.
     *
     * @param parent what it stands in
     * @param name the field
     * @return empty if it is no array
     */
    public static List<String> texts(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonArray elements
                ? elements.stream()
                        .filter(JsonString.class::isInstance)
                        .map(each -> ((JsonString) each).getString())
                        .toList()
                : List.of();
    }

    /**
     * Returns a text.
     *
     * @param parent what it stands in
     * @param name the field
     * @return empty if there is none
     */
    public static String text(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonString text ? text.getString() : "";
    }

    /**
     * Returns a whole number.
     *
     * @param parent what it stands in
     * @param names the fields that may have it, the best first
     * @return 0 if none has
     */
    public static long number(JsonObject parent, String... names) {
        for (String name : names) {
            if (parent.get(name) instanceof JsonNumber number && number.longValue() > 0) {
                return number.longValue();
            }
        }
        return 0;
    }
}
