package dev.sluice.gateway.connection;

import dev.sluice.gateway.config.ClientTimeouts;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** A server on a loopback port whose connections are guarded. */
final class GuardedServer implements AutoCloseable {
    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration SHORT = Duration.ofMillis(400);
    static final ClientTimeouts PATIENT = new ClientTimeouts(LONG, LONG, LONG, LONG);

    private final ConnectionGuard guard;
    private final WebServer server;

    GuardedServer(ClientTimeouts timeouts, Consumer<HttpRouting.Builder> routing) {
        guard = new ConnectionGuard(timeouts, 1 << 20);
        HttpRouting.Builder routes = HttpRouting.builder();
        routing.accept(routes);
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .protocolsDiscoverServices(false)
                .featuresDiscoverServices(false)
                .addConnectionSelector(guard)
                .shutdownHook(false)
                .routing(routes)
                .build()
                .start();
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
