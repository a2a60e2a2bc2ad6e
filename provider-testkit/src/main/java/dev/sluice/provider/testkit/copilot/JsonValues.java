package dev.sluice.provider.testkit.copilot;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds JSON from plain values, and reads it leniently: what is missing or of another type is empty. */
final class JsonValues {

    private JsonValues() {}

    /** An object of alternating names and values. */
    static JsonObject object(@Nullable Object... namesAndValues) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.add(String.valueOf(namesAndValues[i]), value(namesAndValues[i + 1]));
        }
        return object.build();
    }

    static JsonArray array(Collection<?> values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        values.forEach(value -> array.add(value(value)));
        return array.build();
    }

    private static JsonValue value(@Nullable Object value) {
        return switch (value) {
            case null -> JsonValue.NULL;
            case JsonValue json -> json;
            case String text -> Json.createValue(text);
            case Integer number -> Json.createValue(number);
            case Long number -> Json.createValue(number);
            case Double number -> Json.createValue(number);
            case Boolean flag -> flag ? JsonValue.TRUE : JsonValue.FALSE;
            case Collection<?> values -> array(values);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }

    static JsonObject with(JsonObject object, String name, @Nullable Object value) {
        return Json.createObjectBuilder(object).add(name, value(value)).build();
    }

    static JsonStructure parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.read();
        }
    }

    /** The text as an object; empty when it is none. */
    static Optional<JsonObject> parseObject(String text) {
        try {
            return parse(text) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonException malformed) {
            return Optional.empty();
        }
    }

    static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    static JsonObject child(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
    }

    static List<JsonObject> objects(JsonObject object, String name) {
        return object.get(name) instanceof JsonArray array ? objects(array) : List.of();
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    static List<String> texts(JsonObject object, String name) {
        return object.get(name) instanceof JsonArray array
                ? array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(text -> ((JsonString) text).getString())
                        .toList()
                : List.of();
    }

    static boolean flag(JsonObject object, String name) {
        return object.getBoolean(name, false);
    }
}
