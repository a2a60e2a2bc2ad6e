package dev.sluice.upstream;

/** A body that ends with its connection, as HTTP/1.0 servers send. */
final class UntilCloseContent extends FramedContent {

    UntilCloseContent(ReadBuffer input) {
        super(input);
    }

    @Override
    int advance(ReadBuffer from) {
        return from.buffered();
    }

    @Override
    int connectionEnded() {
        return -1;
    }
}
