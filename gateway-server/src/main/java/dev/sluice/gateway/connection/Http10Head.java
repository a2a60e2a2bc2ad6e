package dev.sluice.gateway.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Rewrites the head of an HTTP/1.0 request as HTTP/1.1 with {@code Connection: close}: the server knows HTTP/1.1 only,
 * and an nginx without {@code proxy_http_version} sends 1.0.
 */
final class Http10Head {
    private static final byte[] VERSION = " HTTP/1.0\r\n".getBytes(ISO_8859_1);

    private Http10Head() {}

    /** Tells whether a request line that ends at a line feed is HTTP/1.0. */
    static boolean endsFirstLine(byte[] bytes, int lineFeed) {
        int end = lineFeed + 1;
        return end >= VERSION.length && Arrays.equals(bytes, end - VERSION.length, end, VERSION, 0, VERSION.length);
    }

    /**
     * Rewrites a head that ends, with its empty line, at {@code end}; what follows is body. Empty if the head is to be
     * refused.
     */
    static Optional<byte[]> translate(byte[] bytes, int end) {
        String[] lines = new String(bytes, 0, end - 4, ISO_8859_1).split("\r\n", -1);
        StringBuilder head = new StringBuilder(end + 64);
        head.append(lines[0], 0, lines[0].length() - 1).append("1\r\n");
        boolean host = false;
        for (int index = 1; index < lines.length; index++) {
            String name = name(lines[index]);
            if (name.equals("transfer-encoding")) {
                // RFC 9112 section 6.1: such framing is faulty. The server refuses it.
                return Optional.empty();
            }
            host |= name.equals("host");
            if (!name.equals("connection") && !name.equals("keep-alive") && !name.equals("expect")) {
                head.append(lines[index]).append("\r\n");
            }
        }
        // HTTP/1.0 needs no Host. Browsers, which DNS rebinding attacks, always send it.
        head.append(host ? "" : "Host: localhost\r\n").append("Connection: close\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream(bytes.length + 64);
        request.writeBytes(head.toString().getBytes(ISO_8859_1));
        request.write(bytes, end, bytes.length - end);
        return Optional.of(request.toByteArray());
    }

    private static String name(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }
}
