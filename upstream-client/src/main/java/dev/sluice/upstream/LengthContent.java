package dev.sluice.upstream;

/** A body whose length was announced. */
final class LengthContent extends FramedContent {
    private long remaining;

    LengthContent(Inflow inflow, long length) {
        super(inflow);
        this.remaining = length;
    }

    @Override
    int advance(Inflow from) {
        return remaining == 0 ? -1 : (int) Math.min(remaining, from.buffered());
    }

    @Override
    public void consume(int count) {
        remaining -= count;
        super.consume(count);
    }
}
