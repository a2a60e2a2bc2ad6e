package dev.sluice.provider.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses requests by RFC 9112, and refuses what a strict server refuses. */
final class HttpRequestReader {

    private static final int MAX_HEAD = 65_536;
    private static final int MAX_BODY = 64 * 1024 * 1024;

    private final long connection;
    private final InputStream input;

    HttpRequestReader(long connection, InputStream input) {
        this.connection = connection;
        this.input = input;
    }

    /** The next request without its body; empty when the peer closed instead of sending one. */
    Optional<Request> head() throws IOException {
        String start = line();
        if (start == null) {
            return Optional.empty();
        }
        String[] words = start.split(" ", -1);
        if (words.length != 3 || !words[1].startsWith("/")) {
            throw new MalformedRequestException(400, "malformed request line");
        }
        if (!words[2].equals("HTTP/1.1")) {
            throw new MalformedRequestException(505, "only HTTP/1.1 is spoken here");
        }
        Request head = new Request(connection, words[0], words[1], headers(), new byte[0]);
        check(head.headers());
        return Optional.of(head);
    }

    private static void check(HeaderFields headers) throws MalformedRequestException {
        if (headers.all("Host").size() != 1) {
            throw new MalformedRequestException(400, "exactly one Host header is needed");
        }
        boolean chunked = headers.contains("Transfer-Encoding");
        if (headers.all("Content-Length").size() > 1 || (chunked && headers.contains("Content-Length"))) {
            throw new MalformedRequestException(400, "ambiguous body length");
        }
        if (chunked && !headers.first("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
            throw new MalformedRequestException(501, "unknown transfer coding");
        }
    }

    private HeaderFields headers() throws IOException {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        int size = 0;
        for (String line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
            int colon = line.indexOf(':');
            size += line.length();
            if (colon < 1 || line.charAt(colon - 1) == ' ' || line.charAt(0) == ' ' || size > MAX_HEAD) {
                throw new MalformedRequestException(size > MAX_HEAD ? 431 : 400, "malformed header");
            }
            fields.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return HeaderFields.of(fields);
    }

    static boolean announcesBody(HeaderFields headers) {
        return headers.contains("Transfer-Encoding")
                || !headers.first("Content-Length").orElse("0").equals("0");
    }

    byte[] body(HeaderFields headers) throws IOException {
        if (headers.contains("Transfer-Encoding")) {
            return chunks();
        }
        return exactly(length(headers.first("Content-Length").orElse("0"), 10));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = requiredLine();
            int extension = size.indexOf(';');
            int length = length((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            if (length == 0) {
                headers();
                return body.toByteArray();
            }
            body.writeBytes(exactly(length));
            if (body.size() > MAX_BODY || !requiredLine().isEmpty()) {
                throw new MalformedRequestException(400, "malformed chunk");
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the peer closed within a body");
        }
        return bytes;
    }

    private static int length(String digits, int radix) throws MalformedRequestException {
        try {
            int length = Integer.parseInt(digits, radix);
            if (length >= 0 && length <= MAX_BODY) {
                return length;
            }
        } catch (NumberFormatException malformed) {
            throw new MalformedRequestException(400, "malformed length");
        }
        throw new MalformedRequestException(413, "body too large for this server");
    }

    private String requiredLine() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("the peer closed within a request");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                return null;
            }
            if (line.size() > MAX_HEAD) {
                throw new MalformedRequestException(431, "line too long");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
