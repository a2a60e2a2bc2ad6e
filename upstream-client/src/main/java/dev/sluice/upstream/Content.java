package dev.sluice.upstream;

import java.io.IOException;

/** The body of a reply without its transfer framing, read in place. For one thread at a time. */
interface Content {

    /**
     * Waits for bytes.
     *
     * @return the number of bytes that can be read at {@link #offset()}, or -1 at the proper end
     * @throws java.io.EOFException if the body was cut off
     */
    int fill() throws IOException;

    /** As {@link #fill()}, but returns 0 instead of waiting. */
    int poll() throws IOException;

    byte[] array();

    int offset();

    void consume(int count);
}
