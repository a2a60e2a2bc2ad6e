package dev.sluice.dialects.gemini;

import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import java.util.HashSet;
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

    /** Returns the request with all names in camel case: itself, if they are. */
    static JsonNode camelCase(JsonNode request) {
        if (isCamelCase("", request)) {
            return request;
        }
        JsonOutput out = new JsonOutput();
        object(request, out);
        return JsonNodes.of(out.toBytes());
    }

    private static boolean isCamelCase(String name, JsonNode value) {
        if (OTHERS_NAMES.contains(name)) {
            return true;
        }
        boolean map = value.is(Kind.OBJECT) && MAPS.contains(name);
        for (JsonNode child : value) {
            String own = value.is(Kind.OBJECT) ? child.name() : name;
            if (!map && own.indexOf('_', 1) > 0 && value.is(Kind.OBJECT)) {
                return false;
            }
            boolean container = child.is(Kind.OBJECT) || child.is(Kind.ARRAY);
            if (container && !isCamelCase(map ? "items" : own, child)) {
                return false;
            }
        }
        return true;
    }

    private static void object(JsonNode object, JsonOutput out) {
        Set<String> names = new HashSet<>();
        object.forEach(member -> names.add(member.name()));
        out.object();
        for (JsonNode member : object) {
            String camel = camelCase(member.name());
            // Where both are there, the one that is not Google's first choice counts as a field nobody knows.
            String name = names.contains(camel) ? member.name() : camel;
            value(name, member, out.name(name));
        }
        out.endObject();
    }

    private static void value(String name, JsonNode value, JsonOutput out) {
        switch (OTHERS_NAMES.contains(name) ? Kind.NULL : value.kind()) {
            case OBJECT -> {
                if (MAPS.contains(name)) {
                    out.object();
                    value.forEach(member -> value("items", member, out.name(member.name())));
                    out.endObject();
                } else {
                    object(value, out);
                }
            }
            case ARRAY -> {
                out.array();
                value.forEach(element -> value(name, element, out));
                out.endArray();
            }
            default -> out.value(value);
        }
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
