package dev.sluice.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The proxy of programs that have no business beyond loopback: it hangs up, and notes what was asked for. */
final class OutsideWorld implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    OutsideWorld() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("outside world").start(this::hangUp);
    }

    /** The variables that send a program here. */
    Map<String, String> environment() {
        String proxy = "http://127.0.0.1:" + socket.getLocalPort();
        return Map.of(
                "HTTPS_PROXY", proxy,
                "HTTP_PROXY", proxy,
                "https_proxy", proxy,
                "http_proxy", proxy,
                "NO_PROXY", "127.0.0.1,localhost",
                "no_proxy", "127.0.0.1,localhost",
                "npm_config_registry", proxy,
                "npm_config_fetch_retries", "0");
    }

    /** The first lines of all that came. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void hangUp() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept();
                    BufferedReader reader = new BufferedReader(
                            new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8))) {
                asked.add(String.valueOf(reader.readLine()));
            } catch (IOException e) {
                asked.add(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
