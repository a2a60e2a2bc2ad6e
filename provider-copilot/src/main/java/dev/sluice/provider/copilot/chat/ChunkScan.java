package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import java.util.ArrayList;
import java.util.List;

/** One chunk of a stream, as it came: read in a single pass, with the places where it may have to change. */
final class ChunkScan {
    private final byte[] json;
    private final Envelope envelope = new Envelope();
    private List<ChoiceScan> choices = List.of();
    private JsonSpan choicesSpan = new JsonSpan(0, 0);
    private boolean empty;
    private int closingBrace;

    private ChunkScan(byte[] json) {
        this.json = json;
    }

    /**
     * Reads a chunk.
     *
     * @throws dev.sluice.json.JsonException if it is not an object, or one of its choices is not
     */
    static ChunkScan of(byte[] json) {
        ChunkScan chunk = new ChunkScan(json);
        chunk.read(JsonReader.of(json));
        return chunk;
    }

    private void read(JsonReader reader) {
        reader.beginObject();
        empty = !reader.hasNext();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals("choices") && reader.peek() == Kind.ARRAY) {
                readChoices(reader);
            } else {
                envelope.take(name, reader);
            }
        }
        reader.endObject();
        closingBrace = reader.position() - 1;
        reader.endDocument();
    }

    private void readChoices(JsonReader reader) {
        int start = reader.position();
        List<ChoiceScan> found = new ArrayList<>(1);
        reader.beginArray();
        while (reader.hasNext()) {
            found.add(ChoiceScan.read(reader));
        }
        reader.endArray();
        choices = found;
        choicesSpan = new JsonSpan(start, reader.position());
    }

    byte[] json() {
        return json;
    }

    Envelope envelope() {
        return envelope;
    }

    /** Empty as well where the upstream sent null or nothing. */
    List<ChoiceScan> choices() {
        return choices;
    }

    /** Tells whether there is a list of choices, be it empty. */
    boolean hasChoiceList() {
        return choicesSpan.end() > 0;
    }

    JsonSpan choicesSpan() {
        return choicesSpan;
    }

    boolean empty() {
        return empty;
    }

    int closingBrace() {
        return closingBrace;
    }
}
