package dev.sluice.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.provider.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * The status line and headers of a reply, parsed strictly after <a
 * href="https://www.rfc-editor.org/rfc/rfc9112#section-4">RFC 9112</a>: two parsers that disagree are how response
 * smuggling works.
 *
 * @param headers all headers, their values without surrounding white space
 */
record ReplyHead(int status, Headers headers) {
    private static final int MAX_STATUS_LINE = 1024;
    private static final int MAX_HEADERS = 64 * 1024;
    private static final String NOT_IN_TOKENS = "()<>@,;:\\\"/[]?={}";

    /** Reads one head, which may be that of an interim reply. */
    static ReplyHead read(ReadBuffer input) throws IOException {
        int status = status(line(input, MAX_STATUS_LINE));
        Headers.Builder headers = Headers.builder();
        int left = MAX_HEADERS;
        for (String line = line(input, left); !line.isEmpty(); line = line(input, left)) {
            left -= line.length() + 2;
            addHeader(line, headers);
        }
        return new ReplyHead(status, headers.build());
    }

    private static int status(String line) throws ReplyFormatException {
        // The reason may be missing, together with the space before it.
        boolean http = line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 ");
        boolean ends = line.length() == 12 || (line.length() > 12 && line.charAt(12) == ' ');
        if (!http || !ends) {
            throw malformed();
        }
        int status = 0;
        for (int i = 9; i < 12; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw malformed();
            }
            status = status * 10 + digit;
        }
        if (status < 100) {
            throw malformed();
        }
        return status;
    }

    private static void addHeader(String line, Headers.Builder headers) throws ReplyFormatException {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw malformed();
        }
        for (int i = 0; i < colon; i++) {
            char c = line.charAt(i);
            if (c <= ' ' || c >= 127 || NOT_IN_TOKENS.indexOf(c) >= 0) {
                throw malformed();
            }
        }
        for (int i = colon + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127) {
                throw malformed();
            }
        }
        headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    /** Reads a line without its end. */
    private static String line(ReadBuffer input, int limit) throws IOException {
        ByteArrayOutputStream begun = null;
        while (true) {
            int from = input.offset();
            int length = lengthOfLine(input);
            if ((begun == null ? 0 : begun.size()) + length > limit) {
                throw malformed();
            }
            boolean whole = length < input.buffered();
            if (whole && begun == null) {
                String line = text(input.array(), from, length);
                input.consume(length + 1);
                return line;
            }
            begun = begun == null ? new ByteArrayOutputStream(256) : begun;
            begun.write(input.array(), from, length);
            input.consume(whole ? length + 1 : length);
            if (whole) {
                return text(begun.toByteArray(), 0, begun.size());
            }
            if (!input.fill()) {
                throw new EOFException("the connection ended");
            }
        }
    }

    /** Returns the number of buffered bytes before the line feed; all if there is none. */
    private static int lengthOfLine(ReadBuffer input) {
        byte[] bytes = input.array();
        int from = input.offset();
        int length = 0;
        while (length < input.buffered() && bytes[from + length] != '\n') {
            length++;
        }
        return length;
    }

    private static String text(byte[] line, int from, int length) throws ReplyFormatException {
        if (length == 0 || line[from + length - 1] != '\r') {
            throw malformed();
        }
        return new String(line, from, length - 1, ISO_8859_1);
    }

    private static ReplyFormatException malformed() {
        return new ReplyFormatException("no HTTP/1.1 reply");
    }
}
