package dev.sluice.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * A streamed reply read off the socket. Common HTTP clients forget what they have already got when a connection is
 * closed before its time, and that is where the error is told.
 */
final class RawStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private int left = -1;

    private RawStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Asks for a chat completion and reads the head of the reply. */
    static RawStream open(URI gateway, String json) throws IOException {
        return open(gateway, GatewayClient.CHAT, json);
    }

    /** Posts a request and reads the head of the reply. */
    static RawStream open(URI gateway, String path, String json) throws IOException {
        Socket socket = new Socket(gateway.getHost(), gateway.getPort());
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            RawStream stream = new RawStream(socket);
            stream.send(gateway, path, json);
            return stream;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void send(URI gateway, String path, String json) throws IOException {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + gateway.getAuthority()
                + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + content.length
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(content);
        socket.getOutputStream().flush();
        status = Integer.parseInt(line().split(" ", 3)[1]);
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                left = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
    }

    /** Reads until the body has this text. */
    void await(String text) throws IOException {
        while (!text().contains(text)) {
            if (!chunk()) {
                throw new IOException("the stream ended without " + text + ": " + text());
            }
        }
    }

    /** Reads to the end, whatever end that is. */
    StreamedReply rest() {
        boolean whole = false;
        try {
            while (chunk()) {
                // Collected by the call.
            }
            whole = true;
        } catch (IOException cut) {
            // Not whole then.
        }
        return new StreamedReply(status, text(), whole);
    }

    private String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Reads one chunk; false if it was the last. */
    private boolean chunk() throws IOException {
        if (left >= 0) {
            return counted();
        }
        int size = Integer.parseInt(line(), 16);
        byte[] data = in.readNBytes(size);
        body.writeBytes(data);
        if (data.length < size) {
            throw new IOException("cut in a chunk");
        }
        line();
        return size > 0;
    }

    /** Short streams may come as one body of known length. */
    private boolean counted() throws IOException {
        byte[] data = in.readNBytes(left);
        body.writeBytes(data);
        left -= data.length;
        if (left > 0) {
            throw new IOException("cut in the body");
        }
        return data.length > 0;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("cut before the end of the message");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
