package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Delta;
import java.util.ArrayList;
import java.util.List;

/** An item of a stream, and what it said while another was open. Used by one thread. */
final class StreamedItem {
    private final long index;
    private final String type;
    private final List<Delta> held = new ArrayList<>();
    private boolean done;
    private boolean reported;
    private boolean heard;
    private String piece = "";

    StreamedItem(long index, String type) {
        this.index = index;
        this.type = type;
    }

    long index() {
        return index;
    }

    String type() {
        return type;
    }

    void hold(Delta delta) {
        held.add(delta);
    }

    /** Hands out what was held, once. */
    List<Delta> release() {
        List<Delta> all = List.copyOf(held);
        held.clear();
        return all;
    }

    /** Notes that the stream has told some of its content, so that the finished item's is no news. */
    void report() {
        reported = true;
    }

    boolean reported() {
        return reported;
    }

    /** Tells, once, that nobody has heard of it yet. */
    boolean firstHeard() {
        boolean first = !heard;
        heard = true;
        return first;
    }

    void finish() {
        done = true;
    }

    boolean done() {
        return done;
    }

    /** Tells whether a piece of its text is another than the one before it. */
    boolean beginsPiece(String name) {
        boolean another = reported && !piece.equals(name);
        piece = name;
        return another;
    }
}
