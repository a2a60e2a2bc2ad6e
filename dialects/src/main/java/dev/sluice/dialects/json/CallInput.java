package dev.sluice.dialects.json;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a tool is called with, for dialects that carry it as JSON rather than as a text. */
public final class CallInput {
    private CallInput() {}

    /** Returns the JSON of an input, which is left as it was written; nothing if it is no object. */
    public static Optional<byte[]> object(String input) {
        byte[] text = (input.isBlank() ? "{}" : input).getBytes(StandardCharsets.UTF_8);
        return JsonObjects.read(text).map(object -> text);
    }
}
