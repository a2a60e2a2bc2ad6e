package dev.sluice.dialects.gemini;

import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Google's {@code Schema}, a part of OpenAPI's with types in upper case, as JSON schema. */
final class OpenApiSchema {
    private static final Set<String> SCHEMAS = Set.of("items", "additionalProperties", "not");
    private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions");
    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");
    private static final JsonObject NULL = JsonTree.object().add("type", "null").build();

    private OpenApiSchema() {}

    static JsonObject jsonSchema(JsonObject schema) {
        boolean nullable = JsonValue.TRUE.equals(schema.get("nullable"));
        JsonObjectBuilder json = JsonTree.object();
        for (Map.Entry<String, JsonValue> field : schema.entrySet()) {
            String name = field.getKey();
            JsonValue value = field.getValue();
            switch (name) {
                case "nullable", "propertyOrdering" -> {}
                case "type" -> type(json, value, nullable);
                case "enum" -> json.add(name, nullable && value instanceof JsonArray words ? orNull(words) : value);
                case "example" -> json.add("examples", JsonTree.array().add(value));
                case "format" -> {
                    // Google's own way to say that there is an enum; elsewhere a format is that of a text.
                    if (!(value instanceof JsonString format
                            && format.getString().equals("enum"))) {
                        json.add(name, value);
                    }
                }
                default -> json.add(name, part(name, value, schema, nullable));
            }
        }
        return json.build();
    }

    private static JsonValue part(String name, JsonValue value, JsonObject schema, boolean nullable) {
        if (value instanceof JsonObject object && SCHEMAS.contains(name)) {
            return jsonSchema(object);
        }
        if (value instanceof JsonObject map && MAPS.contains(name)) {
            return map(map, name.equals("properties") ? schema.get("propertyOrdering") : null);
        }
        if (value instanceof JsonArray list && LISTS.contains(name)) {
            boolean alternative = nullable && name.equals("anyOf") && !schema.containsKey("type");
            return list(list, alternative);
        }
        // A 64-bit number is a text in Google's JSON.
        return value instanceof JsonString count && COUNTS.contains(name) ? count(count) : value;
    }

    private static void type(JsonObjectBuilder json, JsonValue type, boolean nullable) {
        if (type instanceof JsonString name && !name.getString().equals("TYPE_UNSPECIFIED")) {
            String lower = name.getString().toLowerCase(Locale.ROOT);
            if (nullable && !lower.equals("null")) {
                json.add("type", JsonTree.array().add(lower).add("null"));
            } else {
                json.add("type", lower);
            }
        } else if (type instanceof JsonArray types) {
            JsonArrayBuilder lower = JsonTree.array();
            types.forEach(one -> {
                if (one instanceof JsonString name) {
                    lower.add(name.getString().toLowerCase(Locale.ROOT));
                }
            });
            json.add("type", lower);
        }
    }

    private static JsonArray orNull(JsonArray words) {
        JsonArrayBuilder all = JsonTree.array();
        words.stream().filter(word -> !word.equals(JsonValue.NULL)).forEach(all::add);
        return all.add(JsonValue.NULL).build();
    }

    private static JsonObject map(JsonObject map, @Nullable JsonValue order) {
        Set<String> names = new LinkedHashSet<>();
        if (order instanceof JsonArray first) {
            first.forEach(name -> names.add(name instanceof JsonString text ? text.getString() : ""));
        }
        names.addAll(map.keySet());
        JsonObjectBuilder ordered = JsonTree.object();
        for (String name : names) {
            JsonValue schema = map.get(name);
            if (schema != null) {
                ordered.add(name, schema instanceof JsonObject object ? jsonSchema(object) : schema);
            }
        }
        return ordered.build();
    }

    private static JsonArray list(JsonArray list, boolean orNull) {
        JsonArrayBuilder schemas = JsonTree.array();
        list.forEach(schema -> schemas.add(schema instanceof JsonObject object ? jsonSchema(object) : schema));
        return orNull ? schemas.add(NULL).build() : schemas.build();
    }

    private static JsonValue count(JsonString text) {
        try {
            return JsonTree.array()
                    .add(Long.parseLong(text.getString()))
                    .build()
                    .getFirst();
        } catch (NumberFormatException e) {
            // Whoever checks the schema will say so.
            return text;
        }
    }
}
