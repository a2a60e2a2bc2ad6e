package dev.sluice.provider.support;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;

/** Tells answers of status 200 that report an error from those that are one. */
public final class ErrorReports {
    private ErrorReports() {}

    /**
     * Tells whether a body, or an event's data, reports an error.
     *
     * @param body any bytes
     * @return true if it is a JSON object with an {@code error} that says something
     */
    public static boolean in(byte[] body) {
        try {
            JsonReader json = JsonReader.of(body);
            if (json.peek() != Kind.OBJECT) {
                return false;
            }
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals("error")) {
                    Kind kind = json.peek();
                    return kind == Kind.OBJECT
                            || (kind == Kind.STRING && !json.nextString().isBlank());
                }
                json.skipValue();
            }
        } catch (JsonException e) {
            // No JSON reports nothing.
            return false;
        }
        return false;
    }
}
