package dev.sluice.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Decodes a body that the upstream compressed without being asked to. */
final class GzipContent implements Content {
    private final Content encoded;
    private final EncodedStream source;
    private final byte[] plain = new byte[ReadBuffer.SIZE];
    private @Nullable GZIPInputStream gzip;
    private int position;
    private int limit;

    GzipContent(Content encoded) {
        this.encoded = encoded;
        this.source = new EncodedStream(encoded);
    }

    @Override
    public int fill() throws IOException {
        if (position < limit) {
            return limit - position;
        }
        try {
            if (gzip == null) {
                gzip = new GZIPInputStream(source, 2048);
            }
            int count = gzip.read(plain, 0, plain.length);
            if (count < 0) {
                drainEncoded();
                return -1;
            }
            position = 0;
            limit = count;
            return count;
        } catch (ZipException e) {
            throw new ReplyFormatException("invalid gzip data", e);
        } catch (EOFException e) {
            if (source.ended) {
                throw new ReplyFormatException("truncated gzip data", e);
            }
            throw e;
        }
    }

    @Override
    public int poll() {
        return limit - position;
    }

    @Override
    public byte[] array() {
        return plain;
    }

    @Override
    public int offset() {
        return position;
    }

    @Override
    public void consume(int count) {
        position += count;
    }

    /** The body is complete only once its framing has ended, too. */
    private void drainEncoded() throws IOException {
        for (int count = encoded.fill(); count > 0; count = encoded.fill()) {
            encoded.consume(count);
        }
    }

    private static final class EncodedStream extends InputStream {
        private final Content encoded;
        private boolean ended;

        EncodedStream(Content encoded) {
            this.encoded = encoded;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = encoded.fill();
            if (count < 0) {
                ended = true;
                return -1;
            }
            int taken = Math.min(count, length);
            System.arraycopy(encoded.array(), encoded.offset(), into, offset, taken);
            encoded.consume(taken);
            return taken;
        }
    }
}
