package dev.sluice.fuzz;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** JSON as another reads it, which shares no code with what is tested. */
public final class JsonTree {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private JsonTree() {}

    /** Reads an object; nothing if it is something else, or no JSON. */
    public static Optional<JsonObject> object(byte[] json) {
        try (var reader = READERS.createReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8)) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonException e) {
            // Whoever asks says what it means.
            return Optional.empty();
        }
    }
}
