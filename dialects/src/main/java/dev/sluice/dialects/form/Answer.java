package dev.sluice.dialects.form;

import java.util.List;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param id as the model's side named it; empty if it did not
 * @param parts texts, refusals, reasoning and calls, in order
 * @param usage what it cost, if the model's side said
 */
public record Answer(String id, List<Part> parts, Stop stop, Optional<Usage> usage) {
    /** Copies the list. */
    public Answer {
        parts = List.copyOf(parts);
    }

    /** Returns about how many characters a dialect needs for it. */
    public int size() {
        return (int) Math.min(1024 + Part.size(parts), Integer.MAX_VALUE / 2);
    }
}
