package dev.sluice.dialects.gemini;

import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;

/**
 * Google's API takes each field by two names, {@code mimeType} and {@code mime_type}. Turns all into the former, and
 * leaves alone what is not the API's own: inputs and outputs of tools, JSON schemas, names of properties.
 */
final class ProtoNames {
    private static final Set<String> OTHERS_NAMES = Set.of(
            "args",
            "response",
            "parametersJsonSchema",
            "responseJsonSchema",
            "_responseJsonSchema",
            "default",
            "example",
            "enum",
            "const",
            "labels",
            "partMetadata");
    private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions");

    private ProtoNames() {}

    /** Returns the request with all names in camel case. */
    static JsonObject camelCase(JsonObject object) {
        JsonObjectBuilder renamed = JsonTree.object();
        for (Map.Entry<String, JsonValue> field : object.entrySet()) {
            String camel = camelCase(field.getKey());
            // Where both are there, the one that is not Google's first choice counts as a field nobody knows.
            String name = object.containsKey(camel) ? field.getKey() : camel;
            renamed.add(name, value(name, field.getValue()));
        }
        return renamed.build();
    }

    private static JsonValue value(String name, JsonValue value) {
        if (OTHERS_NAMES.contains(name)) {
            return value;
        }
        return switch (value) {
            case JsonObject object when MAPS.contains(name) -> map(object);
            case JsonObject object -> camelCase(object);
            case JsonArray array -> elements(name, array);
            default -> value;
        };
    }

    private static JsonObject map(JsonObject map) {
        JsonObjectBuilder renamed = JsonTree.object();
        map.forEach((name, value) -> renamed.add(name, value("items", value)));
        return renamed.build();
    }

    private static JsonArray elements(String name, JsonArray array) {
        JsonArrayBuilder renamed = JsonTree.array();
        array.forEach(element -> renamed.add(value(name, element)));
        return renamed.build();
    }

    private static String camelCase(String name) {
        int underscore = name.indexOf('_', 1);
        if (underscore < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length()).append(name, 0, underscore);
        boolean upper = false;
        for (int i = underscore; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }
}
