package dev.sluice.gateway.models;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonSpan;
import dev.sluice.json.JsonText;
import java.util.Optional;

/**
 * What the gateway reads from a request: nothing but what it needs to send it on.
 *
 * @param model the model's id as the caller wrote it
 * @param modelSpan where it stands in the body, if it does
 * @param streaming whether a stream is wanted
 */
record RequestFacts(String model, Optional<JsonSpan> modelSpan, boolean streaming) {

    /** Returns the body with another model's id, all other bytes as they are. */
    byte[] withModel(byte[] body, String id) {
        return model.equals(id) || modelSpan.isEmpty()
                ? body
                : JsonEdits.of(body)
                        .replace(modelSpan.get(), JsonText.quoted(id))
                        .apply();
    }
}
