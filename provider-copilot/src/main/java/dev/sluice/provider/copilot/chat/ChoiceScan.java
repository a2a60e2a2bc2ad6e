package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import org.jspecify.annotations.Nullable;

/** A choice of a chunk, as it came. */
final class ChoiceScan {
    private int number = -1;
    private @Nullable Field index;
    private @Nullable Field finish;
    private String finishReason = "";
    private @Nullable Field noDelta;
    private @Nullable DeltaScan delta;
    private boolean empty;
    private JsonSpan span;

    private ChoiceScan(int start) {
        this.span = new JsonSpan(start, start);
    }

    static ChoiceScan read(JsonReader json) {
        json.peek();
        ChoiceScan choice = new ChoiceScan(json.position());
        json.beginObject();
        choice.empty = !json.hasNext();
        while (json.hasNext()) {
            choice.take(json.nextName(), json);
        }
        json.endObject();
        choice.span = new JsonSpan(choice.span.start(), json.position());
        return choice;
    }

    private void take(String name, JsonReader json) {
        Kind kind = json.peek();
        int start = json.position();
        switch (name) {
            case "index" -> {
                number = Field.readIndex(json);
                index = new Field(kind, new JsonSpan(start, json.position()));
            }
            case "finish_reason" -> {
                if (kind == Kind.STRING) {
                    finishReason = json.nextString();
                } else {
                    json.skipValue();
                }
                finish = new Field(kind, new JsonSpan(start, json.position()));
            }
            case "delta" -> {
                if (kind == Kind.OBJECT) {
                    delta = DeltaScan.read(json);
                } else {
                    noDelta = Field.read(json);
                }
            }
            default -> json.skipValue();
        }
    }

    /** The upstream's index; negative if there is none. */
    int number() {
        return number;
    }

    @Nullable
    Field index() {
        return index;
    }

    /** Where the reason stands; null if there is none. */
    @Nullable
    Field finish() {
        return finish;
    }

    /** Empty as long as there is none. */
    String finishReason() {
        return finishReason;
    }

    /** The delta; null if there is none or what is there is no object. */
    @Nullable
    DeltaScan delta() {
        return delta;
    }

    /** What stands in the delta's place; null if nothing does. */
    @Nullable
    Field noDelta() {
        return noDelta;
    }

    boolean empty() {
        return empty;
    }

    JsonSpan span() {
        return span;
    }
}
