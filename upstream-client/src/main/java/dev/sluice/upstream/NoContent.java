package dev.sluice.upstream;

/** The body of a reply that has none. */
final class NoContent extends FramedContent {

    NoContent(ReadBuffer input) {
        super(input);
    }

    @Override
    int advance(ReadBuffer from) {
        return -1;
    }
}
