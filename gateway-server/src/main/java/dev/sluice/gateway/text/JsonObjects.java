package dev.sluice.gateway.text;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Builds and writes JSON other than model traffic. The JSON-P provider is looked up once, at the first use. */
public final class JsonObjects {
    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonBuilderFactory BUILDERS = PROVIDER.createBuilderFactory(Map.of());
    private static final JsonWriterFactory WRITERS = PROVIDER.createWriterFactory(Map.of());

    private JsonObjects() {}

    /** Starts an object, whose members keep the order in which they are added. */
    public static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    public static JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }

    public static JsonArray strings(Collection<String> texts) {
        return BUILDERS.createArrayBuilder(texts).build();
    }

    /** Returns a JSON string, or JSON null if it is empty. */
    public static JsonValue string(Optional<String> text) {
        return text.<JsonValue>map(PROVIDER::createValue).orElse(JsonValue.NULL);
    }

    /** Writes UTF-8. */
    public static byte[] bytes(JsonStructure json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonWriter writer = WRITERS.createWriter(out)) {
            writer.write(json);
        }
        return out.toByteArray();
    }
}
