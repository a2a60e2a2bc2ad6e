package dev.sluice.gateway;

import dev.sluice.gateway.config.ServerConfig;
import dev.sluice.gateway.connection.ConnectionGuard;
import dev.sluice.gateway.http.Drain;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;

/** The server that listens, with guarded connections and an end in good order. */
final class HttpServer implements AutoCloseable {
    /** Holds an event of a stream in one write, and not more than that for each of a thousand streams. */
    private static final int WRITE_BUFFER = 4 * 1024;

    /** A body that is too long is refused by its reader, and skipped so that the connection lives; this is the end of it. */
    private static final long TIMES_THE_LONGEST_BODY = 8;

    /** Deadlines are the connection guard's; the server's own watch stays out of its way. */
    private static final Duration NEVER = Duration.ofDays(365);

    private final ServerConfig config;
    private final InetAddress address;
    private final Drain drain;
    private final ConnectionGuard guard;
    private final WebServer server;

    /**
     * Makes a server that does not listen yet.
     *
     * @param routing what is served; it is to refuse new work while draining
     * @param errors how what the server refuses by itself is answered
     * @param drain is started when the server is closed
     */
    HttpServer(ServerConfig config, HttpRouting.Builder routing, DirectHandlers errors, Drain drain) {
        this.config = config;
        this.address = address(config.host());
        this.drain = drain;
        this.guard = new ConnectionGuard(config.timeouts(), TIMES_THE_LONGEST_BODY * config.maxRequestSize());
        WebServerConfig.Builder builder = WebServer.builder()
                .address(address)
                .port(config.port())
                .protocolsDiscoverServices(false)
                .featuresDiscoverServices(false)
                .addConnectionSelector(guard)
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .socketKeepAlive(true)
                        .build())
                .maxTcpConnections(config.maxConnections())
                .writeBufferSize(WRITE_BUFFER)
                .idleConnectionTimeout(NEVER)
                .idleConnectionPeriod(NEVER)
                .shutdownGracePeriod(config.drainTimeout())
                .shutdownHook(false)
                .directHandlers(errors)
                .routing(routing);
        // In blocking mode: the other one looks the client's name up, and cannot be cut while it writes.
        config.tls()
                .ifPresent(tls -> builder.useNio(false)
                        .tls(Tls.builder().sslContext(guard.secure(tls)).build()));
        this.server = builder.build();
    }

    /** Starts to listen, or says why that cannot be. */
    void start() {
        tryToBind();
        server.start();
        if (!server.isRunning()) {
            throw new GatewayStartException(
                    "it could not listen on " + config.host() + " port " + config.port() + "; the log has the reason");
        }
    }

    /** Holds clients to other limits from now on; where it listens stays as it is. */
    void change(ServerConfig next) {
        guard.change(next.timeouts(), TIMES_THE_LONGEST_BODY * next.maxRequestSize());
    }

    int port() {
        return server.port();
    }

    Duration drainTimeout() {
        return config.drainTimeout();
    }

    /** Returns an address that this machine's programs reach the server by. */
    String url() {
        String scheme = config.tls().isPresent() ? "https://" : "http://";
        if (address.isAnyLocalAddress()) {
            return scheme + "127.0.0.1:" + port();
        }
        String host = address.getHostAddress();
        return scheme + (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port();
    }

    /** Takes no new work, lets running requests end within the time they have, and cuts the others. */
    @Override
    public void close() {
        drain.start();
        server.stop();
        guard.close();
    }

    /** The server itself only logs why it cannot listen, with a stack trace; this finds out before. */
    private void tryToBind() {
        if (config.port() == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, config.port()));
        } catch (IOException e) {
            throw new GatewayStartException(
                    "it cannot listen on " + config.host() + " port " + config.port() + " (" + e.getMessage()
                            + "): stop what listens there, or choose another port (restart_server.sh -p, PORT in the"
                            + " environment, or server.port in application.yaml)",
                    e);
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new GatewayStartException(host + " is not an address of this machine", e);
        }
    }
}
