package dev.sluice.dialects.messages;

import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Makes objects of what tools are called with. */
final class Inputs {
    /** Where Anthropic tells its own callers to put input that is not JSON, so that the model knows it again. */
    static final String INVALID = "INVALID_JSON";

    private Inputs() {}

    static JsonObject object(String input) {
        if (input.isBlank()) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        return JsonTree.object(input)
                .orElseGet(() -> JsonTree.object().add(INVALID, input).build());
    }
}
