package dev.sluice.provider.copilot.auth;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads GitHub's replies without trusting that a field is there or of the type it should be. */
final class GitHubJson {
    private GitHubJson() {}

    /** Reads an object; nothing if the bytes are not one. */
    static Optional<JsonObject> object(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue() instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    static Optional<JsonObject> object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject child ? Optional.of(child) : Optional.empty();
    }

    /** Returns a text that is not blank. */
    static Optional<String> text(JsonObject parent, String name) {
        JsonValue value = parent.get(name);
        return value instanceof JsonString text && !text.getString().isBlank()
                ? Optional.of(text.getString())
                : Optional.empty();
    }

    /** Returns a number, also where it was written as a text. */
    static OptionalLong number(JsonObject parent, String name) {
        JsonValue value = parent.get(name);
        if (value instanceof JsonNumber number) {
            return OptionalLong.of(number.longValue());
        }
        if (value instanceof JsonString text && text.getString().matches("-?\\d{1,18}")) {
            return OptionalLong.of(Long.parseLong(text.getString()));
        }
        return OptionalLong.empty();
    }
}
