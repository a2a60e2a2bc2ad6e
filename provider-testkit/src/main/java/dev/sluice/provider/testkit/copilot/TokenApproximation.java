package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Estimates tokens: four characters each, and 85 for an image, the order of magnitude of real tokenizers. */
final class TokenApproximation {

    private static final long IMAGE_CHARACTERS = 4L * 85;

    private TokenApproximation() {}

    static long of(String text) {
        return (text.length() + 3L) / 4;
    }

    /** Counts all text under a value; names of fields don't count. */
    static long of(@Nullable JsonValue value) {
        return (characters(value) + 3) / 4;
    }

    private static long characters(@Nullable JsonValue value) {
        return switch (value) {
            case null -> 0;
            case JsonString text ->
                text.getString().startsWith("data:")
                        ? IMAGE_CHARACTERS
                        : text.getString().length();
            case JsonObject object when object.getString("type", "").equals("base64") -> IMAGE_CHARACTERS;
            case JsonObject object ->
                object.values().stream()
                        .mapToLong(TokenApproximation::characters)
                        .sum();
            case JsonArray array ->
                array.stream().mapToLong(TokenApproximation::characters).sum() + 4L * array.size();
            default -> 2;
        };
    }
}
