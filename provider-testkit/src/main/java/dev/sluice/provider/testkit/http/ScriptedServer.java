package dev.sluice.provider.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An HTTP/1.1 server that does exactly what its script says, transport faults included. Keep-alive,
 * {@code Content-Length} and chunked requests, {@code Expect: 100-continue} and {@code HEAD} are served; what a strict
 * server refuses (no {@code Host}, two lengths, HTTP/1.0) is refused. Thread-safe.
 */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Script script;
    private final Recording recording;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("scripted-server-", 0).factory());
    private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicInteger toReset = new AtomicInteger();

    private ScriptedServer(ServerSocket listener, Script script, Recording recording) {
        this.listener = listener;
        this.script = script;
        this.recording = recording;
    }

    /** Starts on a free port of the loopback address. */
    public static ScriptedServer start(Script script) {
        return start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                script,
                new Recording(InstantSource.system()));
    }

    /**
     * Starts on an address; port 0 is any free one.
     *
     * @throws UncheckedIOException if the address can't be bound
     */
    public static ScriptedServer start(InetSocketAddress address, Script script, Recording recording) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(address, 1_024);
            ScriptedServer server = new ScriptedServer(listener, script, recording);
            server.threads.execute(server::accept);
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException("can't listen on " + address, failed);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                serve(socket);
            } catch (IOException ended) {
                // The listener was closed, or a peer left before it was accepted; the loop's condition tells which.
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        ServerConnection connection = new ServerConnection(accepted.incrementAndGet(), socket, script, recording);
        if (toReset.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            connection.close(ConnectionEnding.RESET);
            return;
        }
        open.add(connection);
        try {
            connection.start(threads, () -> open.remove(connection));
        } catch (RejectedExecutionException closing) {
            connection.close(ConnectionEnding.CLOSE);
        }
    }

    /** Where it listens: {@code http://127.0.0.1:port} unless it was bound to another address. */
    public URI uri() {
        InetAddress bound = listener.getInetAddress();
        String host = bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    /** The port it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** What came in. */
    public Recording requests() {
        return recording;
    }

    /** How many connections were accepted since the start. */
    public long acceptedConnections() {
        return accepted.get();
    }

    /** How many connections are open. */
    public int openConnections() {
        return open.size();
    }

    /** Resets each of the next so many connections as soon as it is accepted. */
    public void resetNextConnections(int count) {
        toReset.addAndGet(count);
    }

    /** Ends every open connection, idle or not, as a restarting upstream does. */
    public void dropConnections(ConnectionEnding ending) {
        open.forEach(connection -> connection.close(ending));
    }

    /** Stops listening, ends every connection and waits for the threads (10 seconds at most). */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("can't close the listener", failed);
        }
        dropConnections(ConnectionEnding.CLOSE);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a script did not end within 10 seconds of its server");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
