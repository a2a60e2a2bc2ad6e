package dev.sluice.upstream;

/** A body delimited by {@code Content-Length}. */
final class LengthContent extends FramedContent {
    private long remaining;

    LengthContent(ReadBuffer input, long length) {
        super(input);
        this.remaining = length;
    }

    @Override
    int advance(ReadBuffer from) {
        return remaining == 0 ? -1 : (int) Math.min(remaining, from.buffered());
    }

    @Override
    public void consume(int count) {
        remaining -= count;
        super.consume(count);
    }
}
