package dev.sluice.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server on a real socket that does, on each connection, what a test wants. */
final class ScriptedServer implements AutoCloseable {

    /** What happens on one connection, which is closed afterwards. */
    interface Script {
        void run(Peer peer) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final List<Script> scripts;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** The last script serves all further connections. */
    ScriptedServer(Script... scripts) throws IOException {
        this(new ServerSocket(0, 2000, InetAddress.getLoopbackAddress()), scripts);
    }

    ScriptedServer(ServerSocket listener, Script... scripts) {
        this.listener = listener;
        this.scripts = List.of(scripts);
        Thread.ofVirtual().start(this::accept);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    int port() {
        return listener.getLocalPort();
    }

    int accepted() {
        return peers.size();
    }

    int open() {
        return open.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                Peer peer = new Peer(socket, stopped);
                peers.add(peer);
                Script script = scripts.get(Math.min(peers.size(), scripts.size()) - 1);
                Thread.ofVirtual().start(() -> run(script, peer, socket));
            } catch (IOException e) {
                // Closed by the test.
                return;
            }
        }
    }

    private void run(Script script, Peer peer, Socket socket) {
        try (socket) {
            script.run(peer);
        } catch (IOException e) {
            // The client went away, which many tests want.
            peer.failed = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's end of a connection. */
    static final class Peer {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final CountDownLatch stopped;
        volatile IOException failed = new IOException("none");

        Peer(Socket socket, CountDownLatch stopped) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
            this.stopped = stopped;
        }

        /** Returns the head and body of the next request as one text, or empty text at the end. */
        String request() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                head.write(next);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            int length = text.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElse(0);
            return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        Peer send(String text) throws IOException {
            return send(text.getBytes(StandardCharsets.UTF_8));
        }

        Peer send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            return this;
        }

        /** Answers with a length. */
        Peer answer(String body) throws IOException {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            return send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + body);
        }

        Peer chunk(String text) throws IOException {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            return send(Integer.toHexString(length) + "\r\n" + text + "\r\n");
        }

        /** Waits until the client has closed its end. */
        void awaitClose() throws IOException {
            pumpTo(OutputStream.nullOutputStream());
        }

        void pumpTo(OutputStream target) throws IOException {
            in.transferTo(target);
        }

        /** Waits until the test ends. */
        void hang() throws InterruptedException {
            stopped.await(60, TimeUnit.SECONDS);
        }

        /** Closes with a reset instead of a proper end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
