package dev.sluice.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A caller on a bare socket: sees how a connection ends, and can leave when it likes. */
final class StreamsSocket implements AutoCloseable {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Socket socket;

    private StreamsSocket(Socket socket) {
        this.socket = socket;
    }

    /** Sends a chat request on a connection that is to be kept. */
    static StreamsSocket chat(RunningGateway gateway, boolean stream) throws IOException {
        URI address = gateway.url();
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout((int) StreamsClient.PATIENCE.toMillis());
        byte[] body = StreamsClient.chatBody(StreamsClient.MODEL, stream).getBytes(StandardCharsets.UTF_8);
        String head = "POST " + StreamsClient.CHAT + " HTTP/1.1\r\nHost: localhost:" + address.getPort()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        return new StreamsSocket(socket);
    }

    /** Reads on until this text has come; what has come up to then. */
    String readUntil(String text) throws IOException {
        InputStream in = socket.getInputStream();
        while (!received().contains(text)) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the connection ended before " + text + ":\n" + received());
            }
            received.write(next);
        }
        return received();
    }

    /** Reads on until the gateway closes the connection; everything that has come. */
    String readToEnd() throws IOException {
        socket.getInputStream().transferTo(received);
        return received();
    }

    private String received() {
        return received.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
