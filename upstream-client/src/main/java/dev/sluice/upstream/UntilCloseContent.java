package dev.sluice.upstream;

/** A body that the end of its connection ends, as HTTP/1.0 servers send. */
final class UntilCloseContent extends FramedContent {

    UntilCloseContent(Inflow inflow) {
        super(inflow);
    }

    @Override
    int advance(Inflow from) {
        return from.buffered();
    }

    @Override
    int connectionEnded() {
        return -1;
    }
}
