package dev.sluice.dialects.json;

import dev.sluice.json.RawText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a tool is called with, for dialects that carry it as JSON rather than as a text. */
public final class CallInput {
    private CallInput() {}

    /** Returns the JSON of an input, which is left as it was written; nothing if it is no object. */
    public static Optional<RawText> object(RawText input) {
        if (input.isJson()) {
            return Optional.of(input);
        }
        String text = input.isBlank() ? "{}" : input.string();
        return JsonNodes.read(text.getBytes(StandardCharsets.UTF_8)).map(RawText::ofJson);
    }
}
