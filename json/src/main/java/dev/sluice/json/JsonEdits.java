package dev.sluice.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes to a text, made in one copy; every byte that no change covers stays as it is. Not safe for
 * use by several threads.
 */
public final class JsonEdits {
    private static final byte[] NOTHING = {};

    private final byte[] text;
    private final List<Edit> edits = new ArrayList<>(2);

    private JsonEdits(byte[] text) {
        this.text = text;
    }

    /**
     * Starts without a change.
     *
     * @param text what is to be changed; it is not written to
     * @return the collection of changes
     */
    public static JsonEdits of(byte[] text) {
        return new JsonEdits(text);
    }

    /**
     * Puts something in the place of a value.
     *
     * @param span what goes
     * @param json what comes
     * @return this collection
     */
    public JsonEdits replace(JsonSpan span, byte[] json) {
        edits.add(new Edit(span.start(), span.end(), json));
        return this;
    }

    /**
     * Puts something in the place of a value.
     *
     * @param span what goes
     * @param json what comes
     * @return this collection
     */
    public JsonEdits replace(JsonSpan span, String json) {
        return replace(span, json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds something; of several additions at one place the earlier stands first.
     *
     * @param offset what it goes before
     * @param json what comes
     * @return this collection
     */
    public JsonEdits insert(int offset, String json) {
        return replace(new JsonSpan(offset, offset), json);
    }

    /**
     * Takes something away.
     *
     * @param span what goes; the comma beside it is the caller's to include
     * @return this collection
     */
    public JsonEdits remove(JsonSpan span) {
        return replace(span, NOTHING);
    }

    /**
     * Tells whether there is no change at all.
     *
     * @return true if {@link #apply()} would return the text itself
     */
    public boolean isEmpty() {
        return edits.isEmpty();
    }

    /**
     * Makes the changes.
     *
     * @return the changed text; the very same array if there is no change
     * @throws IllegalStateException if two changes overlap
     */
    public byte[] apply() {
        if (edits.isEmpty()) {
            return text;
        }
        if (edits.size() > 1) {
            edits.sort(Comparator.comparingInt(Edit::start));
        }
        int length = text.length;
        for (Edit edit : edits) {
            length += edit.json.length - (edit.end - edit.start);
        }
        byte[] changed = new byte[length];
        int from = 0;
        int to = 0;
        for (Edit edit : edits) {
            int kept = edit.start - from;
            if (kept < 0) {
                throw new IllegalStateException("two changes overlap at byte " + edit.start);
            }
            System.arraycopy(text, from, changed, to, kept);
            System.arraycopy(edit.json, 0, changed, to + kept, edit.json.length);
            from = edit.end;
            to += kept + edit.json.length;
        }
        System.arraycopy(text, from, changed, to, text.length - from);
        return changed;
    }

    /** Compared by place alone; a class because records should not hold arrays. */
    private static final class Edit {
        private final int start;
        private final int end;
        private final byte[] json;

        private Edit(int start, int end, byte[] json) {
            this.start = start;
            this.end = end;
            this.json = json;
        }

        private int start() {
            return start;
        }
    }
}
