package dev.sluice.gateway.models;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonSpan;
import dev.sluice.json.JsonText;
import java.util.List;

/**
 * What the gateway reads from a request: nothing but what it needs to send it on.
 *
 * @param model the model's id as the caller wrote it
 * @param modelSpans where it stands in the body, if it does; a name that stands there twice counts the last time, and is changed
 *     everywhere, so that no reader takes another
 * @param streaming whether a stream is wanted
 */
record RequestFacts(String model, List<JsonSpan> modelSpans, boolean streaming) {

    /** Returns the body with another model's id, all other bytes as they are. */
    byte[] withModel(byte[] body, String id) {
        if (modelSpans.isEmpty() || (model.equals(id) && modelSpans.size() == 1)) {
            return body;
        }
        byte[] literal = JsonText.quoted(id);
        JsonEdits edits = JsonEdits.of(body);
        for (JsonSpan span : modelSpans) {
            edits.replace(span, literal);
        }
        return edits.apply();
    }
}
