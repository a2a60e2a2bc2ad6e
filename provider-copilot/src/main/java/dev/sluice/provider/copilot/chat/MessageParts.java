package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The members of a message that comes in pieces, tool calls aside: texts are joined, of all else the last counts. */
final class MessageParts {
    /** Of these a piece holds a further part; any other text comes whole. */
    private static final Set<String> JOINED =
            Set.of("content", "refusal", "reasoning_text", "reasoning_content", "reasoning", "cot_summary");

    private final RawObject whole = new RawObject();
    private final Map<String, RawText> texts = new LinkedHashMap<>();
    private int size;

    /** Takes a member. */
    void take(String name, byte[] json, JsonReader reader) {
        Field field = Field.read(reader);
        if (field.kind() == Kind.NULL) {
            return;
        }
        byte[] value = field.bytes(json);
        if (field.kind() == Kind.STRING && JOINED.contains(name)) {
            size += value.length;
            texts.computeIfAbsent(name, n -> new RawText()).append(value);
            // Holds the place.
            whole.putIfAbsent(name, value);
        } else {
            whole.put(name, value);
        }
    }

    /** How many bytes of text have been joined. */
    int size() {
        return size;
    }

    /** The message, to which tool calls may still be added. */
    RawObject message() {
        texts.forEach((name, text) -> whole.put(name, text.literal()));
        whole.putIfAbsent("role", "\"assistant\"".getBytes(StandardCharsets.US_ASCII));
        byte[] none = "null".getBytes(StandardCharsets.US_ASCII);
        whole.putIfAbsent("content", none);
        whole.putIfAbsent("refusal", none);
        return whole;
    }
}
