package dev.sluice.json;

import org.jspecify.annotations.Nullable;

/** One change to a text: what stands between two offsets gives way to something else, or something is added there. */
final class Edit {
    static final byte[] NOTHING = {};

    final int start;
    final int end;
    final byte[] json;

    /** The object or array to which something is added; null for all that is no addition. */
    final @Nullable JsonNode container;

    /** The name of what is added, as a literal; null in arrays. */
    final byte @Nullable [] name;

    final boolean front;
    boolean commaBefore;
    boolean commaBehind;

    /** Puts something in the place of what stands there, or only takes it away. */
    Edit(int start, int end, byte[] json) {
        this.start = start;
        this.end = end;
        this.json = json;
        this.container = null;
        this.name = null;
        this.front = false;
    }

    /** Adds something to an object or array. */
    Edit(JsonNode container, byte @Nullable [] name, byte[] json, boolean front) {
        this.start = front ? container.start() + 1 : container.end() - 1;
        this.end = start;
        this.json = json;
        this.container = container;
        this.name = name;
        this.front = front;
    }

    /** Sorts by place: an outer one before those inside it, what is put in front of a value before that value. */
    static int compare(Edit one, Edit other) {
        int result = Integer.compare(one.start, other.start);
        if (result == 0) {
            // At one place there are additions to one object only, for each has a bracket of its own.
            result = Boolean.compare(one.end > one.start, other.end > other.start);
        }
        if (result == 0) {
            result = Boolean.compare(other.front, one.front);
        }
        return result == 0 ? Integer.compare(other.end, one.end) : result;
    }

    boolean isOfSameBytes(Edit other) {
        return start == other.start && end == other.end;
    }

    boolean isAtSameEnd(Edit other) {
        return container != null && start == other.start && front == other.front;
    }

    int length() {
        int commas = (commaBefore ? 1 : 0) + (commaBehind ? 1 : 0);
        return json.length + commas + (name == null ? 0 : name.length + 1);
    }

    /** Writes what comes, and returns the offset behind it. */
    int write(byte[] target, int place) {
        int to = place;
        if (commaBefore) {
            target[to++] = ',';
        }
        if (name != null) {
            System.arraycopy(name, 0, target, to, name.length);
            to += name.length;
            target[to++] = ':';
        }
        System.arraycopy(json, 0, target, to, json.length);
        to += json.length;
        if (commaBehind) {
            target[to++] = ',';
        }
        return to;
    }
}
