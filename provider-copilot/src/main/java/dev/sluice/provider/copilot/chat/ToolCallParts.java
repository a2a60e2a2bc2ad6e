package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import java.nio.charset.StandardCharsets;

/** A tool call that comes in pieces: its arguments are joined, of all else the last counts. */
final class ToolCallParts {
    private final RawObject call = new RawObject();
    private final RawObject function = new RawObject();
    private final RawText arguments = new RawText();
    private int size;

    /** Takes a piece; its index has been read already. */
    void take(byte[] json, JsonReader reader) {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals("function") && reader.peek() == Kind.OBJECT) {
                takeFunction(json, reader);
            } else {
                Field field = Field.read(reader);
                if (!name.equals("index") && says(field)) {
                    call.put(name, field.bytes(json));
                }
            }
        }
        reader.endObject();
    }

    private void takeFunction(byte[] json, JsonReader reader) {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            Field field = Field.read(reader);
            if (name.equals("arguments") && field.kind() == Kind.STRING) {
                byte[] literal = field.bytes(json);
                size += literal.length;
                arguments.append(literal);
            } else if (says(field)) {
                function.put(name, field.bytes(json));
            }
        }
        reader.endObject();
    }

    /** Some upstreams repeat empty names and ids with every piece. */
    private static boolean says(Field field) {
        return field.kind() == Kind.STRING ? Field.hasText(field) : field.kind() != Kind.NULL;
    }

    int size() {
        return size;
    }

    byte[] json() {
        call.putIfAbsent("type", "\"function\"".getBytes(StandardCharsets.US_ASCII));
        return call.put(
                        "function",
                        function.put("arguments", arguments.literal()).json())
                .json();
    }
}
