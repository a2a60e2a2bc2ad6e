package dev.sluice.upstream;

/**
 * A chunked body, after <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112</a>. Chunk headers are
 * parsed byte by byte, so that a chunk need not fit into memory and a partly received one is passed on. Extensions and
 * trailers are skipped.
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

    ChunkedContent(ReadBuffer input) {
        super(input);
    }

    @Override
    int advance(ReadBuffer from) throws ReplyFormatException {
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
                    throw new ReplyFormatException("a chunk is longer than its size");
                }
            }
            case TRAILER -> trailer(next);
            case DATA, END -> throw new IllegalStateException("no framing byte expected");
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
