package dev.sluice.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Members and elements that go, each with the comma that it needs no longer. */
final class Removals {
    private final List<Removal> removals = new ArrayList<>(2);
    // Known by where they start: the objects and arrays of which nothing is left.
    private Set<Integer> emptied = Set.of();

    void add(JsonNode parent, JsonNode child) {
        removals.add(new Removal(parent, child.start()));
    }

    /** Turns them into cuts: a run of neighbours goes with the comma behind it, or before it at the end. */
    void cut(List<Edit> edits) {
        emptied = Set.of();
        if (removals.size() > 1) {
            removals.sort(Comparator.comparingInt((Removal removal) -> removal.parent.start())
                    .thenComparingInt(removal -> removal.child));
        }
        int from = 0;
        while (from < removals.size()) {
            from = cut(from, edits);
        }
    }

    /** Tells whether all that an object or array had goes. */
    boolean empty(JsonNode container) {
        return emptied.contains(container.start());
    }

    /** Cuts what goes of one object or array, and returns where the next one's removals begin. */
    private int cut(int first, List<Edit> edits) {
        JsonNode parent = removals.get(first).parent;
        int at = first;
        int runStart = -1;
        int runEnd = -1;
        int keptEnd = -1;
        for (JsonNode child : parent) {
            int start = parent.is(JsonNode.Kind.OBJECT) ? child.nameStart() : child.start();
            int behind = skip(at, parent, child);
            if (behind > at) {
                at = behind;
                runStart = runStart < 0 ? start : runStart;
                runEnd = child.end();
            } else {
                if (runStart >= 0) {
                    edits.add(new Edit(runStart, start, Edit.NOTHING));
                }
                runStart = -1;
                keptEnd = child.end();
            }
        }
        if (runStart >= 0) {
            edits.add(new Edit(keptEnd < 0 ? runStart : keptEnd, runEnd, Edit.NOTHING));
        }
        if (keptEnd < 0) {
            emptied = emptied.isEmpty() ? new HashSet<>() : emptied;
            emptied.add(parent.start());
        }
        if (at < removals.size() && removals.get(at).parent.start() == parent.start()) {
            throw new IllegalStateException("what is to be removed at byte " + removals.get(at).child + " is no child");
        }
        return at;
    }

    /** Passes over the removals of one child, which may have been asked for several times. */
    private int skip(int from, JsonNode parent, JsonNode child) {
        int at = from;
        while (at < removals.size() && removals.get(at).isOf(parent, child)) {
            at++;
        }
        return at;
    }

    private record Removal(JsonNode parent, int child) {
        boolean isOf(JsonNode node, JsonNode wanted) {
            return parent.start() == node.start() && child == wanted.start();
        }
    }
}
