package dev.sluice.upstream;

import java.io.IOException;

/** A reply's body with its framing taken off, read in place. For one thread at a time. */
interface Content {

    /**
     * Waits for bytes.
     *
     * @return how many can be read at {@link #offset()}, or -1 at the proper end
     * @throws java.io.EOFException if the body broke off
     */
    int fill() throws IOException;

    /** As {@link #fill()}, but returns 0 where that would wait. */
    int poll() throws IOException;

    byte[] array();

    int offset();

    void consume(int count);
}
