package dev.sluice.dialects.messages;

import dev.sluice.dialects.json.CallInput;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;

/** Makes objects of what tools are called with. */
final class Inputs {
    /** Where Anthropic tells its own callers to put input that is not JSON, so that the model knows it again. */
    static final String INVALID = "INVALID_JSON";

    private Inputs() {}

    static void write(RawText input, JsonOutput out) {
        CallInput.object(input)
                .ifPresentOrElse(
                        out::value, () -> out.object().add(INVALID, input).endObject());
    }
}
