package dev.sluice.dialects.gemini;

import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;

/** Google's {@code Schema}, a part of OpenAPI's with types in upper case, as JSON schema. */
final class OpenApiSchema {
    private static final Set<String> SCHEMAS = Set.of("items", "additionalProperties", "not");
    private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions");
    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");

    private OpenApiSchema() {}

    static JsonNode jsonSchema(JsonNode schema) {
        JsonOutput out = new JsonOutput();
        write(schema, out);
        return JsonNodes.of(out.toBytes());
    }

    private static void write(JsonNode schema, JsonOutput out) {
        boolean nullable = schema.get("nullable").isTrue();
        out.object();
        for (JsonNode field : schema) {
            String name = field.name();
            switch (name) {
                case "nullable", "propertyOrdering" -> {}
                case "type" -> type(field, nullable, out);
                case "enum" -> words(field, nullable, out.name(name));
                case "example" -> out.name("examples").array().value(field).endArray();
                case "format" -> {
                    // Google's own way to say that there is an enum; elsewhere a format is that of a text.
                    if (!field.says("enum")) {
                        out.add(name, field);
                    }
                }
                default -> part(name, field, schema, out.name(name));
            }
        }
        out.endObject();
    }

    private static void part(String name, JsonNode value, JsonNode schema, JsonOutput out) {
        if (value.is(Kind.OBJECT) && SCHEMAS.contains(name)) {
            write(value, out);
        } else if (value.is(Kind.OBJECT) && MAPS.contains(name)) {
            map(value, name.equals("properties") ? schema.get("propertyOrdering") : JsonNodes.EMPTY, out);
        } else if (value.is(Kind.ARRAY) && LISTS.contains(name)) {
            boolean alternative = name.equals("anyOf")
                    && schema.get("nullable").isTrue()
                    && schema.get("type").is(Kind.ABSENT);
            list(value, alternative, out);
        } else if (COUNTS.contains(name)) {
            count(value, out);
        } else {
            out.value(value);
        }
    }

    private static void type(JsonNode type, boolean nullable, JsonOutput out) {
        if (type.is(Kind.STRING) && !type.says("TYPE_UNSPECIFIED")) {
            String lower = type.string().toLowerCase(Locale.ROOT);
            if (nullable && !lower.equals("null")) {
                out.name("type").array().text(lower).text("null").endArray();
            } else {
                out.add("type", lower);
            }
        } else if (type.is(Kind.ARRAY)) {
            out.name("type").array();
            for (JsonNode one : type) {
                if (one.is(Kind.STRING)) {
                    out.text(one.string().toLowerCase(Locale.ROOT));
                }
            }
            out.endArray();
        }
    }

    private static void words(JsonNode words, boolean nullable, JsonOutput out) {
        if (!nullable || !words.is(Kind.ARRAY)) {
            out.value(words);
            return;
        }
        out.array();
        for (JsonNode word : words) {
            if (!word.is(Kind.NULL)) {
                out.value(word);
            }
        }
        out.nothing().endArray();
    }

    /** In Google's order, if there is one. */
    private static void map(JsonNode map, JsonNode order, JsonOutput out) {
        SequencedMap<String, JsonNode> schemas = new LinkedHashMap<>();
        map.forEach(schema -> schemas.put(schema.name(), schema));
        out.object();
        if (order.is(Kind.ARRAY)) {
            for (JsonNode name : order) {
                JsonNode first = schemas.remove(name.string(""));
                if (first != null) {
                    schema(first, out.name(first.name()));
                }
            }
        }
        schemas.forEach((name, schema) -> schema(schema, out.name(name)));
        out.endObject();
    }

    private static void schema(JsonNode value, JsonOutput out) {
        if (value.is(Kind.OBJECT)) {
            write(value, out);
        } else {
            out.value(value);
        }
    }

    private static void list(JsonNode list, boolean orNull, JsonOutput out) {
        out.array();
        list.forEach(schema -> schema(schema, out));
        if (orNull) {
            out.object().add("type", "null").endObject();
        }
        out.endArray();
    }

    /** A 64-bit number is a text in Google's JSON. */
    private static void count(JsonNode value, JsonOutput out) {
        try {
            out.number(Long.parseLong(value.string("")));
        } catch (NumberFormatException e) {
            // A number as it should be, or none at all: whoever checks the schema will say so.
            out.value(value);
        }
    }
}
