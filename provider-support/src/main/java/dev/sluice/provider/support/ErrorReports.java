package dev.sluice.provider.support;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.Incubating;

/** Recognises errors that an upstream reports in a reply of status 200, or in an event of a stream. */
@Incubating(since = "0.1")
public final class ErrorReports {
    private ErrorReports() {}

    /**
     * Tells whether a body, or an event's data, reports an error.
     *
     * @param body any bytes
     * @return true if it is a JSON object whose {@code error} is an object or a text that is not blank
     */
    public static boolean in(byte[] body) {
        try {
            return isError(JsonDocument.locate(body, "error"));
        } catch (JsonException e) {
            // What is no JSON reports no error.
            return false;
        }
    }

    static boolean isError(JsonNode error) {
        return error.is(JsonNode.Kind.OBJECT) || !error.string("").isBlank();
    }
}
