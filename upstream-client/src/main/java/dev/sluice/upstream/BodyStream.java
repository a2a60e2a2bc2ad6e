package dev.sluice.upstream;

import java.io.InputStream;
import java.util.Objects;

/** Reads the body of one reply as it arrives. */
final class BodyStream extends InputStream {
    private final Body body;

    BodyStream(Body body) {
        this.body = body;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        body.beginRead();
        int count = Math.min(body.fill(), length);
        if (count > 0) {
            System.arraycopy(body.array(), body.offset(), target, offset, count);
            body.consume(count);
        }
        body.endRead();
        return count;
    }

    @Override
    public void close() {
        body.close();
    }
}
