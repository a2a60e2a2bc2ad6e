package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import org.jspecify.annotations.Nullable;

/** A piece of a tool call in a chunk, as it came. */
final class ToolCallScan {
    private @Nullable Field index;
    private int number = -1;
    private String id = "";
    private boolean idPresent;
    private boolean empty;
    private int closingBrace;

    private ToolCallScan() {}

    static ToolCallScan read(JsonReader json) {
        ToolCallScan call = new ToolCallScan();
        json.beginObject();
        call.empty = !json.hasNext();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "index" -> call.readIndex(json);
                case "id" -> call.readId(json);
                default -> json.skipValue();
            }
        }
        json.endObject();
        call.closingBrace = json.position() - 1;
        return call;
    }

    private void readIndex(JsonReader json) {
        Kind kind = json.peek();
        int start = json.position();
        number = Field.readIndex(json);
        index = new Field(kind, new JsonSpan(start, json.position()));
    }

    private void readId(JsonReader json) {
        idPresent = true;
        if (json.peek() == Kind.STRING) {
            id = json.nextString();
        } else {
            json.skipValue();
        }
    }

    /** Where the index stands; null if there is none. */
    @Nullable
    Field index() {
        return index;
    }

    /** The upstream's index; negative if there is none. */
    int number() {
        return number;
    }

    /** Empty if there is none. */
    String id() {
        return id;
    }

    /** Tells whether there is a member of that name, whatever it holds. */
    boolean idPresent() {
        return idPresent;
    }

    boolean empty() {
        return empty;
    }

    int closingBrace() {
        return closingBrace;
    }
}
