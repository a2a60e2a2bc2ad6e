package dev.sluice.gateway.connection;

import dev.sluice.gateway.config.ClientTimeouts;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.Closeable;
import java.net.Socket;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Enforces timeouts and size limits on all connections of a server, and notices disconnects. The server's only
 * connection selector.
 */
public final class ConnectionGuard implements ServerConnectionSelector, AutoCloseable {
    private final Ticker ticker = new Ticker();
    private volatile GuardLimits limits;
    private final ServerConnectionSelector http;
    private volatile @Nullable PendingHandshakes handshakes;

    /**
     * Makes a guard, to be closed after its server. Timeouts are exact to a tenth of a second; a connection is cut
     * after {@code maxBody} bytes of a request's body, whether it is read or skipped.
     */
    @SuppressWarnings("removal") // There is no other way yet to keep the server from ever logging what is sent.
    public ConnectionGuard(ClientTimeouts timeouts, long maxBody) {
        this.limits = GuardLimits.of(timeouts, maxBody);
        this.http = Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .addReceiveListener(new RequestListener())
                        .addSendListener(new ReplyListener())
                        .sendKeepAliveHeader(false)
                        .receiveLog(false)
                        .sendLog(false)
                        .build())
                .build();
    }

    /** Applies other limits, to open connections as well. */
    public void change(ClientTimeouts timeouts, long maxBody) {
        limits = GuardLimits.of(timeouts, maxBody);
    }

    /**
     * Wraps the server's TLS context so that handshakes are guarded. The server must use blocking mode ({@code use-nio}
     * off).
     */
    public SSLContext secure(SSLContext tls) {
        PendingHandshakes guarded = new PendingHandshakes(tls.getSocketFactory(), ticker, () -> limits.ticks());
        handshakes = guarded;
        return new GuardedTls(tls, guarded);
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new GuardedConnection(context, ticker, () -> limits, http, wire(context));
    }

    /** Returns what cuts a connection at once when closed. */
    private Closeable wire(ConnectionContext context) {
        PendingHandshakes guarded = handshakes;
        Socket raw = guarded == null ? null : guarded.take(context.remotePeer().address());
        return raw == null ? context.serverSocket()::close : raw;
    }

    /** Stops enforcing limits. */
    @Override
    public void close() {
        ticker.close();
    }
}
