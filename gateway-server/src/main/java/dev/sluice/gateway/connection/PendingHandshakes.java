package dev.sluice.gateway.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Secures a server's connections and keeps the sockets beneath them, to cut those whose handshake takes too long: the
 * server makes the handshake without a limit, before it knows the connection. Closing TLS in order would wait for the
 * client.
 */
final class PendingHandshakes extends SSLSocketFactory {
    private final SSLSocketFactory factory;
    private final Ticker ticker;
    private final Supplier<TickTimeouts> limits;
    private final Map<SocketAddress, Handshake> handshakes = new ConcurrentHashMap<>();

    PendingHandshakes(SSLSocketFactory factory, Ticker ticker, Supplier<TickTimeouts> limits) {
        this.factory = factory;
        this.ticker = ticker;
        this.limits = limits;
    }

    /**
     * Removes and returns the socket beneath a connection whose handshake is complete; null if it is unknown or
     * overdue.
     */
    @Nullable
    Socket take(SocketAddress client) {
        Handshake handshake = handshakes.remove(client);
        if (handshake == null) {
            return null;
        }
        ticker.remove(handshake);
        return handshake.raw;
    }

    @Override
    public Socket createSocket(Socket raw, @Nullable InputStream consumed, boolean autoClose) throws IOException {
        Handshake handshake = new Handshake(raw, ticker.refreshed());
        handshakes.put(raw.getRemoteSocketAddress(), handshake);
        ticker.add(handshake);
        // Closes both sockets together; the server would leave the lower one open.
        return factory.createSocket(raw, consumed, true);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket raw, String host, int port, boolean autoClose) throws IOException {
        return factory.createSocket(raw, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return factory.createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return factory.createSocket(host, port, local, localPort);
    }

    /** A connection whose handshake is not complete. */
    private final class Handshake implements LongConsumer {
        private final Socket raw;
        private final SocketAddress client;
        private final long since;

        Handshake(Socket raw, long since) {
            this.raw = raw;
            this.client = raw.getRemoteSocketAddress();
            this.since = since;
        }

        @Override
        public void accept(long now) {
            boolean overdue = now - since > limits.get().header();
            if (overdue || raw.isClosed()) {
                handshakes.remove(client, this);
                ticker.remove(this);
            }
            if (overdue) {
                Thread.ofVirtual().name("client-too-slow").start(() -> QuietClose.close(raw));
            }
        }
    }
}
