package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import java.nio.charset.StandardCharsets;

/** Reads the options of a chat request on which its mending, or that of its answer, depends. */
final class OptionsScan {
    private final byte[] body;
    private int choices = 1;
    private boolean usageWanted;
    private boolean predictionEmpty;

    OptionsScan(byte[] body) {
        this.body = body;
    }

    int choices() {
        return choices;
    }

    boolean usageWanted() {
        return usageWanted;
    }

    boolean predictionEmpty() {
        return predictionEmpty;
    }

    void readChoices(JsonReader json) {
        if (json.peek() == Kind.NULL) {
            json.skipValue();
            return;
        }
        RequestFields.require(json, Kind.NUMBER, "n");
        String digits = inner(json.nextSpan(), 0);
        if (!digits.matches("\\d{1,6}")) {
            throw RequestFields.wrong("n", "must be a whole number and not negative");
        }
        choices = Math.max(1, Integer.parseInt(digits));
    }

    void readStreamOptions(JsonReader json) {
        if (json.peek() == Kind.NULL) {
            json.skipValue();
            return;
        }
        RequestFields.require(json, Kind.OBJECT, "stream_options");
        json.beginObject();
        while (json.hasNext()) {
            if (!json.nextName().equals("include_usage") || json.peek() == Kind.NULL) {
                json.skipValue();
            } else {
                RequestFields.require(json, Kind.BOOLEAN, "stream_options.include_usage");
                usageWanted = json.nextBoolean();
            }
        }
        json.endObject();
    }

    /** Copilot refuses a prediction that predicts nothing. */
    void readPrediction(JsonReader json) {
        predictionEmpty = true;
        if (json.peek() == Kind.NULL) {
            json.skipValue();
            return;
        }
        RequestFields.require(json, Kind.OBJECT, "prediction");
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("content")) {
                Kind kind = json.peek();
                JsonSpan content = json.nextSpan();
                predictionEmpty = switch (kind) {
                    case STRING -> inner(content, 1).isEmpty();
                    case ARRAY -> inner(content, 1).isBlank();
                    default -> kind == Kind.NULL;
                };
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    /** The text without so many bytes at either end. */
    private String inner(JsonSpan span, int margin) {
        return new String(body, span.start() + margin, span.end() - span.start() - 2 * margin, StandardCharsets.UTF_8);
    }
}
