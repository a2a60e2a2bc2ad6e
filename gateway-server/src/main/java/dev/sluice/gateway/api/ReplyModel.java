package dev.sluice.gateway.api;

import dev.sluice.gateway.http.ByteArray;
import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies and events with the model's id as the client sent it, and all other bytes unchanged. Used by one
 * thread, for one reply.
 */
public final class ReplyModel {
    private static final String MODEL = "model";
    private static final byte[] FIELD = "\"model\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMA = {','};

    private final @Nullable String outer;
    private final String field;
    private final boolean inserting;
    private final byte[] shown;
    private @Nullable String answered;
    // The previous event: those of a stream rarely differ up to and including the model.
    private byte[] before = {};
    private int modelFrom;
    private int modelTo;

    private ReplyModel(@Nullable String outer, String field, boolean inserting, String shown) {
        this.outer = outer;
        this.field = field;
        this.inserting = inserting;
        this.shown = JsonText.quoted(shown);
    }

    /** Writes the id into each object's {@code model}, adding the member if it is missing. */
    static ReplyModel inserted(String shown) {
        return new ReplyModel(null, MODEL, true, shown);
    }

    /** Writes the id into a member of each object, if it exists. */
    static ReplyModel replaced(String field, String shown) {
        return new ReplyModel(null, field, false, shown);
    }

    /** Writes the id into the {@code model} of a nested object, if it exists. */
    static ReplyModel within(String outer, String shown) {
        return new ReplyModel(outer, MODEL, false, shown);
    }

    /** Returns the upstream's id of the model that answered, if a reply has named it. */
    public @Nullable String answered() {
        return answered;
    }

    /** Adds the bytes of one JSON object, or the bytes of anything else unchanged. */
    public void write(byte[] json, ByteArray out) {
        int brace = objectStart(json);
        if (brace < 0) {
            out.add(json);
            return;
        }
        if (startsAsBefore(json)) {
            splice(json, modelFrom, modelTo, out);
            return;
        }
        JsonNode model = find(json);
        if (!model.is(Kind.ABSENT)) {
            before = json;
            modelFrom = model.start();
            modelTo = model.end();
            splice(json, modelFrom, modelTo, out);
        } else if (inserting) {
            insert(json, brace + 1, out);
        } else {
            out.add(json);
        }
    }

    /** Returns the index of an object's brace, which white space may precede; -1 if there is none. */
    public static int objectStart(byte[] json) {
        int at = 0;
        while (at < json.length && Character.isWhitespace(json[at])) {
            at++;
        }
        return at < json.length && json[at] == '{' ? at : -1;
    }

    private boolean startsAsBefore(byte[] json) {
        return modelTo > 0 && json.length > modelTo && Arrays.equals(json, 0, modelTo, before, 0, modelTo);
    }

    private void splice(byte[] json, int from, int to, ByteArray out) {
        out.add(json, 0, from);
        out.add(shown);
        out.add(json, to, json.length);
    }

    private void insert(byte[] json, int at, ByteArray out) {
        out.add(json, 0, at);
        out.add(FIELD);
        out.add(shown);
        if (!emptyObject(json, at)) {
            out.add(COMMA);
        }
        out.add(json, at, json.length);
    }

    private JsonNode find(byte[] json) {
        JsonNode found = outer == null ? JsonDocument.locate(json, field) : JsonDocument.locate(json, outer, field);
        if (answered == null && found.is(Kind.STRING)) {
            answered = found.string();
        }
        return found;
    }

    private static boolean emptyObject(byte[] json, int at) {
        int behind = at;
        while (behind < json.length && Character.isWhitespace(json[behind])) {
            behind++;
        }
        return behind < json.length && json[behind] == '}';
    }

    /** Writes an object that may be invalid: it is then passed on unchanged, for the client to see. */
    void writeLeniently(byte[] json, ByteArray out) {
        int size = out.size();
        try {
            write(json, out);
        } catch (JsonException e) {
            if (out.size() == size) {
                out.add(json);
            }
        }
    }
}
