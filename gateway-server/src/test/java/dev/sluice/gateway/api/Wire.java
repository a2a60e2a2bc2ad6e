package dev.sluice.gateway.api;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection as a client sees it, byte by byte. */
final class Wire {
    private final InputStream in;
    private final OutputStream out;
    private String head = "";

    Wire(Socket socket) throws IOException {
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Sends a head without body. */
    void request(String... lines) throws IOException {
        write(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** Reads a status line and headers. */
    String head() throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended within the head: " + text);
            }
            text.append((char) next);
        }
        head = text.toString();
        return head;
    }

    /** Reads a body with a declared length. */
    String body() throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        int from = lower.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(lower.substring(from, lower.indexOf('\r', from)));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Reads one chunk; empty for the last one. */
    String chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        String data = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        line();
        return data;
    }

    /** Reads all chunks up to the last one. */
    String chunks() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
            all.append(chunk);
        }
        return all.toString();
    }

    /** Reads all chunks of an answer that breaks off without the last one. */
    String cutChunks() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            int length = Integer.parseInt((char) next + line(), 16);
            if (length == 0) {
                throw new AssertionError("the answer ended properly: " + all);
            }
            all.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            line();
        }
        return all.toString();
    }

    /** Reads whatever comes until the connection ends. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended within a line: " + text);
            }
            text.append((char) next);
        }
        return text.toString().strip();
    }
}
