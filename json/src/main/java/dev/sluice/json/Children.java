package dev.sluice.json;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Goes from one member or element to the next: by places on the tape, or by offsets in an array that is not on it. */
final class Children implements Iterator<JsonNode> {
    private final JsonNode parent;
    private final boolean leaf;
    private final int end;
    private int at;

    Children(JsonNode parent) {
        this.parent = parent;
        this.leaf = parent.isLeaf();
        if (leaf) {
            this.end = parent.end() - 1;
            this.at = TapeParser.skipWhiteSpace(parent.text, parent.start() + 1, end);
        } else {
            this.at = parent.place + TapeParser.STRIDE;
            this.end = parent.place < 0 ? at : parent.next(parent.place);
        }
    }

    @Override
    public boolean hasNext() {
        return at < end;
    }

    @Override
    public JsonNode next() {
        if (at >= end) {
            throw new NoSuchElementException();
        }
        return leaf ? element() : child();
    }

    private JsonNode child() {
        JsonNode child = new JsonNode(parent.text, parent.tape, at);
        at = parent.next(at);
        return child;
    }

    /** Makes a tape for the one value: as garbage it costs less than room for all of them at once. */
    private JsonNode element() {
        byte[] text = parent.text;
        int start = at;
        int behind = TapeParser.scalarEnd(text, start, end);
        int[] tape = {-1, start, behind, (1 << TapeParser.NEXT_SHIFT) | TapeParser.scalarKind(text[start])};
        at = TapeParser.skipWhiteSpace(text, behind, end);
        if (at < end) {
            at = TapeParser.skipWhiteSpace(text, at + 1, end);
        }
        return new JsonNode(text, tape, 0);
    }
}
