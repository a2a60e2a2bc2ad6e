package dev.sluice.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which of the recorded changes count and where commas stand, and makes the one copy. */
final class EditedText {
    private final @Nullable Removals removals;
    private final List<Edit> sorted;
    private final List<Edit> counting;
    // Where the object or array starts to whose front something was added last.
    private int frontOf = -1;

    private EditedText(List<Edit> edits, @Nullable Removals removals) {
        this.removals = removals;
        this.sorted = new ArrayList<>(edits.size() + 2);
        this.counting = new ArrayList<>(edits.size() + 2);
        sorted.addAll(edits);
        if (removals != null) {
            // Behind the others, so that the removal of an element counts and not a new value for it.
            removals.cut(sorted);
        }
        sort();
    }

    static byte[] write(byte[] text, List<Edit> edits, @Nullable Removals removals) {
        EditedText edited = new EditedText(edits, removals);
        edited.choose();
        return splice(text, edited.counting);
    }

    /** Copies the text, with changes that are in order and do not overlap. */
    static byte[] splice(byte[] text, List<Edit> edits) {
        int length = text.length;
        for (Edit edit : edits) {
            length += edit.length() - (edit.end - edit.start);
        }
        byte[] changed = new byte[length];
        int from = 0;
        int to = 0;
        for (Edit edit : edits) {
            int kept = edit.start - from;
            System.arraycopy(text, from, changed, to, kept);
            to = edit.write(changed, to + kept);
            from = edit.end;
        }
        System.arraycopy(text, from, changed, to, text.length - from);
        return changed;
    }

    private void sort() {
        for (int i = 1; i < sorted.size(); i++) {
            if (Edit.compare(sorted.get(i - 1), sorted.get(i)) > 0) {
                sorted.sort(Edit::compare);
                return;
            }
        }
    }

    private void choose() {
        int covered = 0;
        int at = 0;
        while (at < sorted.size()) {
            Edit edit = sorted.get(at);
            if (edit.start < covered) {
                // Inside one that counts.
                at++;
            } else if (edit.container != null) {
                at = additions(at, edit, edit.container);
            } else {
                at++;
                while (at < sorted.size() && sorted.get(at).isOfSameBytes(edit)) {
                    edit = sorted.get(at++);
                }
                counting.add(edit);
                covered = edit.end;
            }
        }
    }

    /** Takes all additions to one end of an object or array, and returns where they end. */
    private int additions(int first, Edit edit, JsonNode container) {
        int from = counting.size();
        int at = first;
        while (at < sorted.size() && sorted.get(at).isAtSameEnd(edit)) {
            add(from, sorted.get(at++));
        }
        boolean kept = !container.isEmpty() && (removals == null || !removals.empty(container));
        boolean atFront = frontOf == container.start();
        for (int i = from; i < counting.size(); i++) {
            Edit addition = counting.get(i);
            addition.commaBefore = !edit.front && (kept || atFront || i > from);
            addition.commaBehind = edit.front && (kept || i < counting.size() - 1);
        }
        frontOf = edit.front ? container.start() : frontOf;
        return at;
    }

    private void add(int from, Edit addition) {
        if (addition.name != null) {
            for (int i = from; i < counting.size(); i++) {
                if (Arrays.equals(counting.get(i).name, addition.name)) {
                    counting.set(i, addition);
                    return;
                }
            }
        }
        counting.add(addition);
    }
}
