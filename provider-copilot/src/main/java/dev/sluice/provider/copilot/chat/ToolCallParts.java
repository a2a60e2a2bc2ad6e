package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import java.nio.charset.StandardCharsets;

/** A tool call that comes in pieces: its function is joined, of all else the last counts. */
final class ToolCallParts {
    private final RawObject call = new RawObject();
    private final FunctionParts function = new FunctionParts();

    /** Takes a piece; its index has been read already. */
    void take(byte[] json, JsonReader reader) {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals("function") && reader.peek() == Kind.OBJECT) {
                function.take(json, reader);
            } else {
                Field field = Field.read(reader);
                if (!name.equals("index") && FunctionParts.says(field)) {
                    call.put(name, field.bytes(json));
                }
            }
        }
        reader.endObject();
    }

    int size() {
        return function.size();
    }

    byte[] json() {
        call.putIfAbsent("type", "\"function\"".getBytes(StandardCharsets.US_ASCII));
        return call.put("function", function.json()).json();
    }
}
