package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;

/** Adds members at the end of one object, with the commas that they need. */
final class Additions {
    private final JsonEdits edits;
    private final int closingBrace;
    private boolean comma;

    /**
     * Starts without an addition.
     *
     * @param closingBrace the offset of the object's end
     * @param empty whether the object has no member that stays
     */
    Additions(JsonEdits edits, int closingBrace, boolean empty) {
        this.edits = edits;
        this.closingBrace = closingBrace;
        this.comma = !empty;
    }

    void add(String member) {
        edits.insert(closingBrace, comma ? "," + member : member);
        comma = true;
    }
}
