package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;

/** A function to call that comes in pieces: its arguments are joined, of all else the last counts. */
final class FunctionParts {
    private final RawObject function = new RawObject();
    private final RawText arguments = new RawText();
    private int size;

    /** Takes a piece. */
    void take(byte[] json, JsonReader reader) {
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
    static boolean says(Field field) {
        return field.kind() == Kind.STRING ? Field.hasText(field) : field.kind() != Kind.NULL;
    }

    int size() {
        return size;
    }

    byte[] json() {
        return function.put("arguments", arguments.literal()).json();
    }
}
