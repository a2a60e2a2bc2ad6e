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

/** Guards all connections of a server. To be the server's only connection selector. */
public final class ConnectionGuard implements ServerConnectionSelector, AutoCloseable {
    private final Ticker ticker = new Ticker();
    private volatile GuardLimits limits;
    private final ServerConnectionSelector http;
    private volatile @Nullable TlsOpenings openings;

    /**
     * Makes a guard, which is to be closed after its server.
     *
     * @param timeouts how long clients may take; exact to a tenth of a second
     * @param longestBody bytes of a request's body after which its connection is cut, whoever reads them
     */
    @SuppressWarnings("removal") // There is no other way yet to keep the server from ever logging what is sent.
    public ConnectionGuard(ClientTimeouts timeouts, long longestBody) {
        this.limits = GuardLimits.of(timeouts, longestBody);
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

    /**
     * Holds clients to other limits from now on, on connections that are open already as well.
     *
     * @param timeouts how long clients may take
     * @param longestBody bytes of a request's body after which its connection is cut
     */
    public void change(ClientTimeouts timeouts, long longestBody) {
        limits = GuardLimits.of(timeouts, longestBody);
    }

    /**
     * Secures the connections that are to be guarded.
     *
     * @return what the server is to be given, in blocking mode ({@code use-nio} off)
     */
    public SSLContext secure(SSLContext tls) {
        TlsOpenings guarded = new TlsOpenings(tls.getSocketFactory(), ticker, () -> limits.ticks());
        openings = guarded;
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

    /** What is closed to cut a connection at once. */
    private Closeable wire(ConnectionContext context) {
        TlsOpenings guarded = openings;
        Socket raw = guarded == null ? null : guarded.take(context.remotePeer().address());
        return raw == null ? context.serverSocket()::close : raw;
    }

    /** Ends looking after connections. */
    @Override
    public void close() {
        ticker.close();
    }
}
