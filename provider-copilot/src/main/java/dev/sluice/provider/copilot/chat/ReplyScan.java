package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import java.util.ArrayList;
import java.util.List;

/** A whole answer, as it came. */
final class ReplyScan {
    private final byte[] json;
    private final Envelope envelope = new Envelope();
    private final List<ReplyChoice> choices = new ArrayList<>(1);
    private JsonSpan choicesSpan = new JsonSpan(0, 0);
    private int closingBrace;

    private ReplyScan(byte[] json) {
        this.json = json;
    }

    /**
     * Reads an answer.
     *
     * @throws dev.sluice.json.JsonException if it is not an object, or one of its choices is not
     */
    static ReplyScan of(byte[] json) {
        ReplyScan reply = new ReplyScan(json);
        reply.read(JsonReader.of(json));
        return reply;
    }

    private void read(JsonReader reader) {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (name.equals("choices") && reader.peek() == Kind.ARRAY) {
                int start = reader.position();
                reader.beginArray();
                while (reader.hasNext()) {
                    choices.add(ReplyChoice.read(reader));
                }
                reader.endArray();
                choicesSpan = new JsonSpan(start, reader.position());
            } else {
                envelope.take(name, reader);
            }
        }
        reader.endObject();
        closingBrace = reader.position() - 1;
        reader.endDocument();
    }

    byte[] json() {
        return json;
    }

    Envelope envelope() {
        return envelope;
    }

    List<ReplyChoice> choices() {
        return choices;
    }

    /** The same answer with one choice in place of its parts. */
    byte[] merged() {
        byte[] one = RawList.of(List.of(ChoiceMerge.merge(json, choices)));
        return JsonEdits.of(json).replace(choicesSpan, one).apply();
    }

    byte[] mended(Identity identity) {
        JsonEdits edits = JsonEdits.of(json);
        identity.mend(json, envelope, edits, new Additions(edits, closingBrace, false));
        for (int i = 0; i < choices.size(); i++) {
            choices.get(i).mend(i, edits);
        }
        return edits.apply();
    }
}
