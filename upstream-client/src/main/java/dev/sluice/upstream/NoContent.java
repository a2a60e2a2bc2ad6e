package dev.sluice.upstream;

/** The body of a reply that has none. */
final class NoContent extends FramedContent {

    NoContent(Inflow inflow) {
        super(inflow);
    }

    @Override
    int advance(Inflow from) {
        return -1;
    }
}
