package dev.sluice.gateway.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;

/**
 * Removes chunked framing from replies to HTTP/1.0 clients, whose bodies end with the connection. Takes the bytes
 * however they are split.
 */
final class Http10Reply {
    private static final String CHUNKED = "\r\ntransfer-encoding: chunked";

    private enum State {
        HEAD,
        PLAIN,
        SIZE,
        DATA,
        AFTER_DATA,
        DONE
    }

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private State state = State.HEAD;
    private long left;

    /** Returns what to send for further bytes of the reply. */
    byte[] translate(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            at = switch (state) {
                case HEAD -> head(bytes, at, out);
                case SIZE -> size(bytes, at);
                case AFTER_DATA -> afterData(bytes, at);
                case DATA -> data(bytes, at, out);
                case PLAIN -> {
                    out.write(bytes, at, bytes.length - at);
                    yield bytes.length;
                }
                case DONE -> bytes.length;
            };
        }
        return out.toByteArray();
    }

    private int head(byte[] bytes, int at, ByteArrayOutputStream out) {
        line.write(bytes[at]);
        String head = bytes[at] == '\n' ? line.toString(ISO_8859_1) : "";
        if (head.endsWith("\r\n\r\n")) {
            int chunked = indexOfIgnoringCase(head);
            state = chunked < 0 ? State.PLAIN : State.SIZE;
            String kept = chunked < 0 ? head : head.substring(0, chunked) + head.substring(chunked + CHUNKED.length());
            out.writeBytes(kept.getBytes(ISO_8859_1));
            line.reset();
        }
        return at + 1;
    }

    private int size(byte[] bytes, int at) {
        if (bytes[at] != '\n') {
            line.write(bytes[at]);
            return at + 1;
        }
        left = Long.parseLong(line.toString(ISO_8859_1).strip(), 16);
        line.reset();
        state = left == 0 ? State.DONE : State.DATA;
        return at + 1;
    }

    private int data(byte[] bytes, int at, ByteArrayOutputStream out) {
        int length = (int) Math.min(left, bytes.length - at);
        out.write(bytes, at, length);
        left -= length;
        state = left == 0 ? State.AFTER_DATA : State.DATA;
        return at + length;
    }

    private int afterData(byte[] bytes, int at) {
        state = bytes[at] == '\n' ? State.SIZE : State.AFTER_DATA;
        return at + 1;
    }

    private static int indexOfIgnoringCase(String head) {
        for (int at = 0; at + CHUNKED.length() <= head.length(); at++) {
            if (head.regionMatches(true, at, CHUNKED, 0, CHUNKED.length())) {
                return at;
            }
        }
        return -1;
    }
}
