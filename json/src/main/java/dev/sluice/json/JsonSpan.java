package dev.sluice.json;

/**
 * Where a value stands in its text.
 *
 * @param start the offset of its first byte
 * @param end the offset behind its last byte
 */
public record JsonSpan(int start, int end) {
    /** Refuses spans that end before they start. */
    public JsonSpan {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: " + start + " to " + end);
        }
    }
}
