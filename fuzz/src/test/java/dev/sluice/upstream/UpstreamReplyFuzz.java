package dev.sluice.upstream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/** Heads and bodies of upstreams' replies, chunked and compressed ones too, are the same wherever they were cut. */
public final class UpstreamReplyFuzz {
    /** A small reply can unpack to a thousand times its size; nobody needs all of it here. */
    private static final int MOST = 1024 * 1024;

    private UpstreamReplyFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        String whole = read(bytes, Integer.MAX_VALUE);
        for (int size : new int[] {1, 5}) {
            String cut = read(bytes, size);
            if (!cut.equals(whole)) {
                throw new AssertionError("in pieces of " + size + " " + cut + ", whole " + whole);
            }
        }
    }

    /** Returns what was read, and how it ended. */
    private static String read(byte[] bytes, int size) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = "";
        try (SocketOf socket = new SocketOf(new Pieces(bytes, size))) {
            ReadBuffer input = new ReadBuffer(socket, socket.getInputStream());
            input.limitEach(Duration.ofMinutes(1));
            ReplyHead read = ReplyHead.read(input);
            StringBuilder headers = new StringBuilder();
            read.headers()
                    .forEach((name, value) ->
                            headers.append(name).append(": ").append(value).append('\n'));
            head = read.status() + " " + headers;
            Framing framing = Framing.of(read.status(), read.headers(), input);
            Content content = framing.content();
            for (int count = content.fill(); count > 0 && body.size() < MOST; count = content.fill()) {
                body.write(content.array(), content.offset(), count);
                content.consume(count);
            }
            return head + framing.reusable() + " " + body.size() + " " + Arrays.hashCode(body.toByteArray()) + " ended";
        } catch (IOException e) {
            return head + e.getClass().getSimpleName();
        }
    }

    /** A connection that nothing but bytes come from. */
    private static final class SocketOf extends Socket {
        private final InputStream in;

        SocketOf(InputStream in) {
            this.in = in;
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public void setSoTimeout(int millis) {
            // There is nothing to wait for.
        }
    }

    private static final class Pieces extends ByteArrayInputStream {
        private final int size;

        Pieces(byte[] bytes, int size) {
            super(bytes);
            this.size = size;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(size, length));
        }
    }
}
