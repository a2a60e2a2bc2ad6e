package dev.sluice.provider.copilot.auth;

import dev.sluice.json.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.stream.Collectors;

/** Writes JSON as {@code JSON.stringify(value, null, 2)} does, which is what the cache file has always looked like. */
final class IndentedJson {
    private static final String STEP = "  ";

    private IndentedJson() {}

    static String of(JsonValue value) {
        return of(value, "\n");
    }

    private static String of(JsonValue value, String newLine) {
        String inner = newLine + STEP;
        return switch (value) {
            case JsonObject object
            when !object.isEmpty() ->
                object.entrySet().stream()
                        .map(entry -> JsonText.quote(entry.getKey()) + ": " + of(entry.getValue(), inner))
                        .collect(Collectors.joining("," + inner, "{" + inner, newLine + "}"));
            case JsonArray array
            when !array.isEmpty() ->
                array.stream()
                        .map(each -> of(each, inner))
                        .collect(Collectors.joining("," + inner, "[" + inner, newLine + "]"));
            default -> value.toString();
        };
    }
}
