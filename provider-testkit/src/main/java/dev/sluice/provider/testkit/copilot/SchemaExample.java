package dev.sluice.provider.testkit.copilot;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Generates a value that satisfies a JSON schema, with the user's own words as texts. */
final class SchemaExample {

    private static final int MAX_DEPTH = 8;
    private static final Map<String, String> FORMATS = Map.of(
            "date", "2026-01-01",
            "time", "12:00:00Z",
            "date-time", "2026-01-01T12:00:00Z",
            "email", "octocat@example.com",
            "uri", "https://example.com/",
            "uuid", "01234567-89ab-4def-8123-456789abcdef");

    private static final Pattern COMMAND_NAME = Pattern.compile("(?i)cmd|command|script");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)file|path");
    private static final Pattern FILE = Pattern.compile("[~\\w./-]*(?:\\w\\.\\w+|/\\w+)");

    private final JsonObject root;
    private final String words;

    private SchemaExample(JsonObject root, String words) {
        this.root = root;
        this.words = words;
    }

    static JsonValue of(JsonObject schema, String words) {
        return new SchemaExample(schema, words).example(schema, "value", 0);
    }

    private JsonValue example(JsonObject schema, String name, int depth) {
        for (String key : List.of("const", "default")) {
            if (schema.containsKey(key)) {
                return schema.get(key);
            }
        }
        for (String key : List.of("enum", "examples")) {
            if (schema.get(key) instanceof JsonArray values && !values.isEmpty()) {
                return values.getFirst();
            }
        }
        for (String key : List.of("anyOf", "oneOf", "allOf")) {
            List<JsonObject> options = JsonValues.objects(schema, key);
            if (!options.isEmpty()) {
                return example(options.getFirst(), name, depth + 1);
            }
        }
        return JsonValues.text(schema, "$ref")
                .filter(_ -> depth < MAX_DEPTH)
                .map(reference -> example(resolve(reference), name, depth + 1))
                .orElseGet(() -> typed(schema, name, depth));
    }

    private JsonObject resolve(String reference) {
        JsonObject at = root;
        for (String step : reference.replaceFirst("^#/?", "").split("/", -1)) {
            at = step.isEmpty() ? at : JsonValues.child(at, step);
        }
        return at;
    }

    private JsonValue typed(JsonObject schema, String name, int depth) {
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> items(schema, name, depth);
            case "integer", "number" ->
                schema.get("minimum") instanceof JsonNumber minimum ? minimum : Json.createValue(1);
            case "boolean" -> JsonValue.TRUE;
            case "null" -> JsonValue.NULL;
            default -> Json.createValue(FORMATS.getOrDefault(schema.getString("format", ""), word(name)));
        };
    }

    private static String type(JsonObject schema) {
        return switch (schema.get("type")) {
            case JsonString type -> type.getString();
            case JsonArray types when !types.isEmpty() -> types.getString(0);
            case null, default -> schema.containsKey("properties") ? "object" : "string";
        };
    }

    private JsonValue object(JsonObject schema, int depth) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        JsonObject properties = JsonValues.child(schema, "properties");
        List<String> required = JsonValues.texts(schema, "required");
        // Optional fields are left out of calls that have required ones: they are what real models leave out first.
        properties.forEach((name, property) -> {
            boolean wanted = required.isEmpty() || required.contains(name);
            if (wanted && depth < MAX_DEPTH && property instanceof JsonObject nested) {
                object.add(name, example(nested, name, depth + 1));
            }
        });
        return object.build();
    }

    private JsonValue items(JsonObject schema, String name, int depth) {
        int count = depth < MAX_DEPTH ? Math.max(1, schema.getInt("minItems", 1)) : 0;
        return JsonValues.array(
                Collections.nCopies(count, example(JsonValues.child(schema, "items"), name, depth + 1)));
    }

    /** A command, a file or a name out of the user's words, if there is one: "the weather in Paris" has Paris. */
    private String word(String name) {
        Matcher quoted = QUOTED.matcher(words);
        if (COMMAND_NAME.matcher(name).find() && quoted.find()) {
            return quoted.group(1);
        }
        String[] all = words.strip().split("\\s+", -1);
        if (FILE_NAME.matcher(name).find()) {
            for (String word : all) {
                String file = word.replaceAll("^[^\\w/.~]+|[^\\w/]+$", "");
                if (FILE.matcher(file).matches()) {
                    return file;
                }
            }
        }
        for (int i = all.length - 1; i > 0; i--) {
            String word = all[i].replaceAll("^\\W+|\\W+$", "");
            if (!word.isEmpty() && Character.isUpperCase(word.charAt(0))) {
                return word;
            }
        }
        return "example " + name.replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
