package dev.sluice.json;

import java.util.Arrays;

/** The objects and arrays that a reader is inside of. */
final class Nesting {
    private boolean[] objects = new boolean[8];
    private boolean[] started = new boolean[8];
    private int depth;

    int depth() {
        return depth;
    }

    /** Tells whether the innermost one is an object; false outside of all. */
    boolean inObject() {
        return depth > 0 && objects[depth];
    }

    /** Notes that an element of the innermost one begins, and tells whether there was one before it. */
    boolean startElement() {
        boolean further = started[depth];
        started[depth] = true;
        return further;
    }

    void open(boolean object) {
        depth++;
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, depth * 2);
            started = Arrays.copyOf(started, depth * 2);
        }
        objects[depth] = object;
        started[depth] = false;
    }

    void close() {
        depth--;
    }
}
