package dev.sluice.provider.google;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;

/**
 * What one event of a stream, or a whole answer, says of itself.
 *
 * @param candidates how many candidates there are in it
 * @param finished how many of them end with it
 * @param blocked whether the prompt was refused, which leaves no candidates
 * @param error whether it reports an error
 * @param usage the tokens used so far, if it says
 * @see <a href="https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse">its reference</a>
 */
record GeminiPart(int candidates, int finished, boolean blocked, boolean error, Optional<TokenUsage> usage) {

    /**
     * Reads an event.
     *
     * @throws JsonException if it is not JSON
     */
    static GeminiPart of(byte[] data) {
        Reading reading = new Reading(JsonReader.of(data));
        reading.top();
        return new GeminiPart(
                reading.candidates, reading.finished, reading.blocked, reading.error, reading.usage.tokens());
    }

    /** Tells whether a whole text is an answer. */
    static boolean isAnswer(byte[] body) {
        try {
            GeminiPart part = of(body);
            return part.candidates > 0 || part.blocked;
        } catch (JsonException e) {
            // Broken off, or a page.
            return false;
        }
    }

    /** One pass over a text. */
    private static final class Reading {
        private final JsonReader json;
        private final UsageMetadata usage = new UsageMetadata();
        private int candidates;
        private int finished;
        private boolean blocked;
        private boolean error;

        private Reading(JsonReader json) {
            this.json = json;
        }

        private void top() {
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                Kind kind = json.peek();
                switch (name) {
                    case "candidates" -> candidates(kind);
                    case "promptFeedback" -> blocked = has(kind, "blockReason");
                    case "usageMetadata" -> usage.read(json);
                    case "error" -> {
                        error = kind == Kind.OBJECT;
                        json.skipValue();
                    }
                    default -> json.skipValue();
                }
            }
            json.endObject();
            json.endDocument();
        }

        private void candidates(Kind kind) {
            if (kind != Kind.ARRAY) {
                json.skipValue();
                return;
            }
            json.beginArray();
            while (json.hasNext()) {
                candidates++;
                finished += has(json.peek(), "finishReason") ? 1 : 0;
            }
            json.endArray();
        }

        /** Reads a value and tells whether it is an object with a text of that name. */
        private boolean has(Kind kind, String wanted) {
            if (kind != Kind.OBJECT) {
                json.skipValue();
                return false;
            }
            boolean found = false;
            json.beginObject();
            while (json.hasNext()) {
                found |= json.nextName().equals(wanted) && json.peek() == Kind.STRING;
                json.skipValue();
            }
            json.endObject();
            return found;
        }
    }
}
