package dev.sluice.dialects.form;

import java.util.List;

/**
 * What one side says before the other speaks. Turns of the same role may follow each other.
 *
 * @param parts in order; results of tools are parts of the user's turns, calls and reasoning of the assistant's
 */
public record Turn(Role role, List<Part> parts) {
    /** Copies the list. */
    public Turn {
        parts = List.copyOf(parts);
    }
}
