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
 * Secures connections of a server and keeps hold of what is beneath them. The server makes the handshake before
 * it knows the connection, without a limit; and closing TLS in good order waits for a reply that nobody takes.
 */
final class TlsOpenings extends SSLSocketFactory {
    private final SSLSocketFactory factory;
    private final Ticker ticker;
    private final Supplier<TickLimits> limits;
    private final Map<SocketAddress, Opening> openings = new ConcurrentHashMap<>();

    TlsOpenings(SSLSocketFactory factory, Ticker ticker, Supplier<TickLimits> limits) {
        this.factory = factory;
        this.ticker = ticker;
        this.limits = limits;
    }

    /** Takes what is beneath a connection that has been opened; null if it was not opened here, or is overdue. */
    @Nullable
    Socket take(SocketAddress client) {
        Opening opening = openings.remove(client);
        if (opening == null) {
            return null;
        }
        ticker.remove(opening);
        return opening.raw;
    }

    @Override
    public Socket createSocket(Socket raw, @Nullable InputStream consumed, boolean autoClose) throws IOException {
        Opening opening = new Opening(raw, ticker.refreshed());
        openings.put(raw.getRemoteSocketAddress(), opening);
        ticker.add(opening);
        // Closed together, whatever the server thinks: it would leave the lower one open.
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

    /** A connection whose handshake has not ended. */
    private final class Opening implements LongConsumer {
        private final Socket raw;
        private final SocketAddress client;
        private final long since;

        Opening(Socket raw, long since) {
            this.raw = raw;
            this.client = raw.getRemoteSocketAddress();
            this.since = since;
        }

        @Override
        public void accept(long now) {
            boolean overdue = now - since > limits.get().header();
            if (overdue || raw.isClosed()) {
                openings.remove(client, this);
                ticker.remove(this);
            }
            if (overdue) {
                Thread.ofVirtual().name("client-too-slow").start(() -> Wire.close(raw));
            }
        }
    }
}
