package dev.sluice.upstream;

import java.io.EOFException;
import java.io.IOException;

/** A body that lies between other bytes of its connection. */
abstract sealed class FramedContent implements Content
        permits ChunkedContent, LengthContent, UntilCloseContent, NoContent {
    private final Inflow inflow;

    FramedContent(Inflow inflow) {
        this.inflow = inflow;
    }

    /** Returns how many bytes of the body come next in the buffer, 0 if it is used up, -1 at the end. */
    abstract int advance(Inflow from) throws IOException;

    /** Says what the end of the connection means. */
    int connectionEnded() throws IOException {
        throw new EOFException("the connection ended before the body did");
    }

    @Override
    public final int fill() throws IOException {
        int count = advance(inflow);
        while (count == 0) {
            count = inflow.fill() ? advance(inflow) : connectionEnded();
        }
        return count;
    }

    @Override
    public final int poll() throws IOException {
        int count = advance(inflow);
        while (count == 0) {
            int filled = inflow.tryFill();
            if (filled == 0) {
                return 0;
            }
            count = filled > 0 ? advance(inflow) : connectionEnded();
        }
        return count;
    }

    @Override
    public final byte[] array() {
        return inflow.array();
    }

    @Override
    public final int offset() {
        return inflow.offset();
    }

    @Override
    public void consume(int count) {
        inflow.consume(count);
    }
}
