package dev.sluice.upstream;

import java.io.EOFException;
import java.io.IOException;

/** A body delimited by HTTP framing within the bytes of its connection. */
abstract sealed class FramedContent implements Content
        permits ChunkedContent, LengthContent, UntilCloseContent, NoContent {
    private final ReadBuffer input;

    FramedContent(ReadBuffer input) {
        this.input = input;
    }

    /** Returns the number of buffered bytes that belong to the body, 0 if none are buffered, -1 at the end. */
    abstract int advance(ReadBuffer from) throws IOException;

    /** Decides what the end of the connection means for the body. */
    int connectionEnded() throws IOException {
        throw new EOFException("the connection ended before the body did");
    }

    @Override
    public final int fill() throws IOException {
        int count = advance(input);
        while (count == 0) {
            count = input.fill() ? advance(input) : connectionEnded();
        }
        return count;
    }

    @Override
    public final int poll() throws IOException {
        int count = advance(input);
        while (count == 0) {
            int filled = input.tryFill();
            if (filled == 0) {
                return 0;
            }
            count = filled > 0 ? advance(input) : connectionEnded();
        }
        return count;
    }

    @Override
    public final byte[] array() {
        return input.array();
    }

    @Override
    public final int offset() {
        return input.offset();
    }

    @Override
    public void consume(int count) {
        input.consume(count);
    }
}
