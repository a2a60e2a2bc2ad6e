package dev.sluice.upstream;

/**
 * A body in chunks, after <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112</a>.
 * Read byte by byte between the chunks, so that none of them need fit into memory and a half-received
 * chunk is handed on. Extensions and trailers are skipped.
 */
final class ChunkedContent extends FramedContent {
    private static final int MAX_SIZE_DIGITS = 15;
    private static final int MAX_SKIPPED = 64 * 1024;

    private enum State {
        SIZE,
        EXTENSION,
        DATA,
        AFTER_DATA,
        TRAILER,
        END
    }

    private State state = State.SIZE;
    private long remaining;
    private int digits;
    private int skipped;
    private boolean lineEmpty;

    ChunkedContent(Inflow inflow) {
        super(inflow);
    }

    @Override
    int advance(Inflow from) throws ReplyFormatException {
        while (true) {
            if (state == State.DATA) {
                if (remaining > 0) {
                    return (int) Math.min(remaining, from.buffered());
                }
                state = State.AFTER_DATA;
            }
            if (state == State.END) {
                return -1;
            }
            if (from.buffered() == 0) {
                return 0;
            }
            step(from.next());
        }
    }

    @Override
    public void consume(int count) {
        remaining -= count;
        super.consume(count);
    }

    private void step(byte next) throws ReplyFormatException {
        switch (state) {
            case SIZE -> size(next);
            case EXTENSION -> {
                skip();
                if (next == '\n') {
                    sizeEnded();
                }
            }
            case AFTER_DATA -> {
                if (next == '\n') {
                    state = State.SIZE;
                } else if (next != '\r') {
                    throw new ReplyFormatException("a chunk is longer than it said");
                }
            }
            case TRAILER -> trailer(next);
            case DATA, END -> throw new IllegalStateException("no framing expected");
        }
    }

    private void size(byte next) throws ReplyFormatException {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            digits++;
            if (digits > MAX_SIZE_DIGITS) {
                throw new ReplyFormatException("a chunk's size is too large");
            }
            remaining = remaining * 16 + digit;
        } else if (next == '\n') {
            sizeEnded();
        } else if (next == ';' || next == ' ' || next == '\t' || next == '\r') {
            state = State.EXTENSION;
        } else {
            throw new ReplyFormatException("a chunk's size is not a number");
        }
    }

    private void sizeEnded() throws ReplyFormatException {
        if (digits == 0) {
            throw new ReplyFormatException("a chunk has no size");
        }
        digits = 0;
        skipped = 0;
        lineEmpty = true;
        state = remaining == 0 ? State.TRAILER : State.DATA;
    }

    private void trailer(byte next) throws ReplyFormatException {
        skip();
        if (next == '\n') {
            state = lineEmpty ? State.END : State.TRAILER;
            lineEmpty = true;
        } else if (next != '\r') {
            lineEmpty = false;
        }
    }

    private void skip() throws ReplyFormatException {
        skipped++;
        if (skipped > MAX_SKIPPED) {
            throw new ReplyFormatException("a chunk's extension or the trailers do not end");
        }
    }
}
