package dev.sluice.dialects.json;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a tool is called with, for dialects that carry it as JSON rather than as a text. */
public final class CallInput {
    private CallInput() {}

    /** Returns the JSON of an input, which is left as it was written; nothing if it is no object. */
    public static Optional<byte[]> object(String input) {
        byte[] text = (input.isBlank() ? "{}" : input).getBytes(StandardCharsets.UTF_8);
        try {
            JsonReader json = JsonReader.of(text);
            boolean object = json.peek() == JsonReader.Kind.OBJECT;
            json.skipValue();
            json.endDocument();
            return object ? Optional.of(text) : Optional.empty();
        } catch (JsonException e) {
            // Models write such inputs now and then; whoever asks knows what to do then.
            return Optional.empty();
        }
    }
}
