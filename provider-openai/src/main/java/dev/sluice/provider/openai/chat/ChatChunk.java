package dev.sluice.provider.openai.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a chunk of a stream says that its end depends on. */
final class ChatChunk {
    private final JsonReader json;
    private final Map<Integer, String> choices = new LinkedHashMap<>();
    private boolean usage;
    private boolean error;
    private boolean words;

    private ChatChunk(byte[] data) {
        this.json = JsonReader.of(data);
    }

    /**
     * Reads a chunk.
     *
     * @throws dev.sluice.json.JsonException if it is not an object
     */
    static ChatChunk of(byte[] data) {
        ChatChunk chunk = new ChatChunk(data);
        chunk.members();
        return chunk;
    }

    /** The reasons why choices ended, by index; empty for one that goes on. */
    Map<Integer, String> choices() {
        return choices;
    }

    boolean usage() {
        return usage;
    }

    /** Tells whether a choice has something to say, be it that it ends. */
    boolean words() {
        return words;
    }

    /** Tells whether it reports a failure. */
    boolean error() {
        return error;
    }

    private void members() {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            Kind kind = json.peek();
            switch (name) {
                case "choices" -> {
                    if (kind == Kind.ARRAY) {
                        readChoices();
                    } else {
                        json.skipValue();
                    }
                }
                case "error" -> {
                    error |= kind == Kind.OBJECT
                            || (kind == Kind.STRING && !json.nextString().isBlank());
                    skip(kind == Kind.STRING);
                }
                // Older vLLM reports a failure so.
                case "object" -> {
                    error |= kind == Kind.STRING && json.nextString().equals("error");
                    skip(kind == Kind.STRING);
                }
                default -> {
                    usage |= name.equals("usage") && kind == Kind.OBJECT;
                    json.skipValue();
                }
            }
        }
        json.endObject();
        json.endDocument();
    }

    private void skip(boolean taken) {
        if (!taken) {
            json.skipValue();
        }
    }

    private void readChoices() {
        json.beginArray();
        while (json.hasNext()) {
            if (json.peek() == Kind.OBJECT) {
                readChoice();
            } else {
                json.skipValue();
            }
        }
        json.endArray();
    }

    private void readChoice() {
        int index = 0;
        String reason = "";
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            Kind kind = json.peek();
            if (name.equals("index") && kind == Kind.NUMBER) {
                index = (int) json.nextDouble();
            } else if (name.equals("finish_reason") && kind == Kind.STRING) {
                reason = json.nextString();
            } else if (name.equals("delta") && kind == Kind.OBJECT) {
                readDelta();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        words |= !reason.isEmpty();
        choices.merge(index, reason, (known, next) -> next.isEmpty() ? known : next);
    }

    private void readDelta() {
        json.beginObject();
        while (json.hasNext()) {
            json.nextName();
            words |= json.peek() != Kind.NULL;
            json.skipValue();
        }
        json.endObject();
    }
}
