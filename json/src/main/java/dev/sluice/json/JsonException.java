package dev.sluice.json;

import java.io.Serial;

/** The text is not the JSON that was expected. The message names the place; it never quotes the text. */
public final class JsonException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int offset;

    JsonException(String message, int offset) {
        super(message + " at byte " + offset);
        this.offset = offset;
    }

    /**
     * Returns where reading stopped.
     *
     * @return bytes from the start of the array
     */
    public int offset() {
        return offset;
    }
}
