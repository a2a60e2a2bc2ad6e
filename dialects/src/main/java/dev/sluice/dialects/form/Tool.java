package dev.sluice.dialects.form;

import dev.sluice.json.JsonNode;
import java.util.Optional;

/** A tool of the caller's that the model may have called. */
public sealed interface Tool {
    /** Returns the name, unique among the request's tools. */
    String name();

    /** Returns what the tool is for. */
    Optional<String> description();

    /**
     * A tool that takes JSON.
     *
     * @param parameters the JSON schema of its input; empty if it takes none
     * @param strict whether the input must match the schema; nothing leaves that to the model's side
     */
    record Function(String name, Optional<String> description, JsonNode parameters, Optional<Boolean> strict)
            implements Tool {}

    /**
     * A tool that takes text.
     *
     * @param format OpenAI's {@code format} object; nothing for any text
     */
    record Custom(String name, Optional<String> description, Optional<JsonNode> format) implements Tool {}
}
