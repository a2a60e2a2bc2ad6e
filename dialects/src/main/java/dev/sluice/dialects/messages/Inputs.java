package dev.sluice.dialects.messages;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.JsonReader;
import java.nio.charset.StandardCharsets;

/** Makes objects of what tools are called with. */
final class Inputs {
    /** Where Anthropic tells its own callers to put input that is not JSON, so that the model knows it again. */
    static final String INVALID = "INVALID_JSON";

    private Inputs() {}

    static void write(String input, JsonOutput out) {
        byte[] json = input.getBytes(StandardCharsets.UTF_8);
        if (input.isBlank()) {
            out.object().endObject();
        } else if (isObject(json)) {
            out.value(json);
        } else {
            out.object().add(INVALID, input).endObject();
        }
    }

    private static boolean isObject(byte[] text) {
        try {
            JsonReader json = JsonReader.of(text);
            boolean object = json.peek() == JsonReader.Kind.OBJECT;
            json.skipValue();
            json.endDocument();
            return object;
        } catch (JsonException e) {
            // What the model wrote is carried all the same, as a text.
            return false;
        }
    }
}
