package dev.sluice.gateway.connection;

import dev.sluice.gateway.config.ClientTimeouts;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** A server on a loopback port whose connections are guarded. */
final class GuardedServer implements AutoCloseable {
    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration SHORT = Duration.ofMillis(400);
    static final ClientTimeouts PATIENT = new ClientTimeouts(LONG, LONG, LONG, LONG);

    private final ConnectionGuard guard;
    private final WebServer server;

    GuardedServer(ClientTimeouts timeouts, Consumer<HttpRouting.Builder> routing) {
        this(timeouts, routing, Optional.empty());
    }

    GuardedServer(ClientTimeouts timeouts, Consumer<HttpRouting.Builder> routing, Optional<SSLContext> tls) {
        guard = new ConnectionGuard(timeouts, 1 << 20);
        HttpRouting.Builder routes = HttpRouting.builder();
        routing.accept(routes);
        WebServerConfig.Builder builder = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .protocolsDiscoverServices(false)
                .featuresDiscoverServices(false)
                .addConnectionSelector(guard)
                .shutdownHook(false)
                .routing(routes);
        tls.ifPresent(context -> builder.useNio(false)
                .tls(Tls.builder().sslContext(guard.secure(context)).build()));
        server = builder.build().start();
    }

    /** Reads a request's body; empty if it has none. */
    static byte[] body(ServerRequest request) {
        return request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    }

    int port() {
        return server.port();
    }

    void change(ClientTimeouts timeouts) {
        guard.change(timeouts, 1 << 20);
    }

    void stop() {
        server.stop();
    }

    @Override
    public void close() {
        server.stop();
        guard.close();
    }
}
