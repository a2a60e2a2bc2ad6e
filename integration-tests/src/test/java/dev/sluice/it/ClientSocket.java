package dev.sluice.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A client of which every byte is said, on a connection of its own. */
final class ClientSocket implements AutoCloseable {
    static final String CHAT =
            "{\"model\":\"copilot-gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    static final String STREAM = CHAT.replace("{\"model\"", "{\"stream\":true,\"model\"");

    private static final int PATIENCE_MILLIS = 30_000;
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding: *chunked");

    private final Socket socket;
    private final InputStream in;

    ClientSocket(URI gateway) throws IOException {
        socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    /** Asks on a connection of its own, which is closed after the reply. */
    static String ask(URI gateway, String request) throws IOException {
        try (ClientSocket client = new ClientSocket(gateway)) {
            return client.send(request).reply();
        }
    }

    static String get(String path, String... headers) {
        return request("GET " + path, "", headers);
    }

    static String post(String path, String body, String... headers) {
        return request("POST " + path, body, headers);
    }

    static String request(String methodAndPath, String body, String... headers) {
        StringBuilder text = new StringBuilder(methodAndPath).append(" HTTP/1.1\r\n");
        if (Stream.of(headers).noneMatch(header -> header.startsWith("Host:"))) {
            text.append("Host: localhost\r\n");
        }
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.getBytes(UTF_8).length)
                    .append("\r\n");
        }
        return text.append("\r\n").append(body).toString();
    }

    ClientSocket send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    ClientSocket send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Reads one reply, head and body. */
    String reply() throws IOException {
        String head = readUntil("\r\n\r\n");
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            return head + new String(in.readNBytes(Integer.parseInt(length.group(1))), UTF_8);
        }
        return CHUNKED.matcher(head).find() ? head + readUntil("0\r\n\r\n") : head;
    }

    /** Reads up to and with a text, or to the end. */
    String readUntil(String text) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] end = text.getBytes(UTF_8);
        for (int next = in.read(); next >= 0; next = in.read()) {
            read.write(next);
            if (next == end[end.length - 1] && read.toString(ISO_8859_1).endsWith(new String(end, ISO_8859_1))) {
                break;
            }
        }
        return read.toString(UTF_8);
    }

    /** Reads to the end of the connection. */
    String readToEnd() throws IOException {
        return new String(in.readAllBytes(), UTF_8);
    }

    /** Tells whether the other side closes the connection without a byte, or with no more than a reply. */
    boolean closedByPeer() throws IOException {
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Sends a text byte by byte, with a pause after each; returns whether the other side closed before its end. */
    boolean closedWhileDripping(String text, Duration pause) throws IOException {
        socket.setSoTimeout((int) pause.toMillis());
        for (byte next : text.getBytes(UTF_8)) {
            if (closedAfter(next)) {
                return true;
            }
        }
        return false;
    }

    private boolean closedAfter(byte next) throws IOException {
        try {
            socket.getOutputStream().write(next);
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            // Nothing came within the pause: the other side still waits.
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
