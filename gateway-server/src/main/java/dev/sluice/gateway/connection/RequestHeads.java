package dev.sluice.gateway.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.helidon.webserver.CloseConnectionException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Inspects the start of each request before the server parses it, and translates HTTP/1.0. */
final class RequestHeads {
    private static final int MAX_HEAD = 24 * 1024;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);

    private final Supplier<byte @Nullable []> input;
    private boolean http10;

    RequestHeads(Supplier<byte @Nullable []> input) {
        this.input = input;
    }

    /**
     * Completes a request line, and the whole head if it is HTTP/1.0. Returns the bytes to parse; none if there were
     * only empty lines, which RFC 9112 section 2.2 ignores.
     */
    byte[] begin(byte[] first) {
        byte[] bytes = withoutEmptyLines(first);
        int lineFeed = indexOf(bytes, (byte) '\n');
        while (lineFeed < 0 && bytes.length > 0 && bytes.length < MAX_HEAD) {
            bytes = more(bytes);
            lineFeed = indexOf(bytes, (byte) '\n');
        }
        if (!Http10Head.endsFirstLine(bytes, lineFeed)) {
            return bytes;
        }
        int end = endOfHead(bytes);
        while (end < 0 && bytes.length < MAX_HEAD) {
            bytes = more(bytes);
            end = endOfHead(bytes);
        }
        Optional<byte[]> translated = end < 0 ? Optional.empty() : Http10Head.translate(bytes, end);
        http10 = translated.isPresent();
        return translated.orElse(bytes);
    }

    /** Tells whether the last request was HTTP/1.0 and translated. */
    boolean http10() {
        return http10;
    }

    private byte[] more(byte[] bytes) {
        byte[] next = input.get();
        if (next == null) {
            throw new CloseConnectionException("the client disconnected within a request's head");
        }
        byte[] joined = Arrays.copyOf(bytes, bytes.length + next.length);
        System.arraycopy(next, 0, joined, bytes.length, next.length);
        return joined;
    }

    private static byte[] withoutEmptyLines(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && (bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        return start == 0 ? bytes : Arrays.copyOfRange(bytes, start, bytes.length);
    }

    private static int endOfHead(byte[] bytes) {
        for (int end = END_OF_HEAD.length; end <= bytes.length; end++) {
            if (Arrays.equals(bytes, end - END_OF_HEAD.length, end, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return end;
            }
        }
        return -1;
    }

    private static int indexOf(byte[] bytes, byte wanted) {
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] == wanted) {
                return index;
            }
        }
        return -1;
    }
}
