package dev.sluice.dialects.form;

import dev.sluice.json.JsonNode;
import java.util.Optional;

/** What the answer's text has to be. */
public sealed interface Format {
    /** Anything. */
    record Text() implements Format {}

    /** Some JSON object. */
    record Json() implements Format {}

    /**
     * JSON after a schema.
     *
     * @param name the schema's, where the dialect names it
     * @param strict whether the answer must match; nothing leaves that to the model's side
     */
    record Schema(Optional<String> name, Optional<String> description, JsonNode schema, Optional<Boolean> strict)
            implements Format {}
}
