package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.api.Apis;
import dev.sluice.gateway.config.ClientTimeouts;
import dev.sluice.gateway.config.GatewayConfig.LogConfig;
import dev.sluice.gateway.config.LogFormat;
import dev.sluice.gateway.config.LogLevel;
import dev.sluice.gateway.config.ServerConfig;
import dev.sluice.gateway.config.TestConfig;
import dev.sluice.gateway.health.HealthEndpoints;
import dev.sluice.gateway.health.ProviderState;
import dev.sluice.gateway.http.AccessLog;
import dev.sluice.gateway.http.AccessPolicy;
import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Drain;
import dev.sluice.gateway.http.LoopGuard;
import dev.sluice.gateway.http.RequestFilter;
import dev.sluice.gateway.metrics.HttpMetrics;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class HttpServerTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final CountDownLatch streaming = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final CountDownLatch cut = new CountDownLatch(1);
    private final Drain drain = new Drain();

    @Test
    void reportsHealthAndReadiness() throws Exception {
        try (HttpServer server = started(LONG)) {
            assertThat(get(server, "/health"))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"status\":\"ok\",\"version\":\"1.2.3\"");
            assertThat(get(server, "/ready"))
                    .startsWith("HTTP/1.1 200")
                    .contains("{\"id\":\"good\",\"ready\":true,\"reason\":null}")
                    .contains("{\"id\":\"bad\",\"ready\":false,\"reason\":\"nobody is signed in\"}")
                    .contains("\"problems\":[\"x.jar: broken\"]", "\"config_generation\":3");
        }
    }

    @Test
    void isNotReadyAndRefusesRequestsWhileDraining() throws Exception {
        try (HttpServer server = started(LONG)) {
            drain.start();
            assertThat(get(server, "/ready")).startsWith("HTTP/1.1 503").contains("\"status\":\"stopping\"");
            assertThat(get(server, "/health")).startsWith("HTTP/1.1 200");
            assertThat(get(server, "/stream"))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("connection: close")
                    .contains("\"code\":\"stopping\"")
                    .containsIgnoringCase("retry-after: 1");
            assertThat(get(server, "/v1/messages"))
                    .startsWith("HTTP/1.1 529")
                    .contains("\"type\":\"overloaded_error\"", "stopping", "\"request_id\"");
            assertThat(get(server, "/v1beta/models"))
                    .startsWith("HTTP/1.1 503")
                    .contains("\"status\":\"UNAVAILABLE\"", "\"reason\":\"stopping\"");
        }
    }

    @Test
    void refusesRequestsOnOpenConnectionsWhileDraining() throws Exception {
        try (HttpServer server = started(LONG);
                Socket probe = connect(server);
                Socket client = connect(server)) {
            send(client, "/stream");
            assertThat(streaming.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ready(probe)).startsWith("HTTP/1.1 200");

            drain.start();

            assertThat(ready(probe)).startsWith("HTTP/1.1 503").contains("\"status\":\"stopping\"");
            finish.countDown();
            assertThat(readAll(client)).contains("end").endsWith("0\r\n\r\n");
        }
    }

    /** Sends a request and leaves the connection open. */
    private static String ready(Socket probe) throws IOException {
        probe.getOutputStream().write(request("/ready", "keep-alive"));
        StringBuilder reply = new StringBuilder();
        while (reply.indexOf("broken\"]}") < 0) {
            int next = probe.getInputStream().read();
            assertThat(next).as("after " + reply).isNotNegative();
            reply.append((char) next);
        }
        return reply.toString();
    }

    @Test
    void servesMetricsOfTheRegistryAndTheJvm() throws Exception {
        try (HttpServer server = started(LONG)) {
            assertThat(get(server, "/metrics")).startsWith("HTTP/1.1 200").contains("memory_usedHeap_bytes");
        }
    }

    @Test
    void doesNotDiscloseItsSoftware() throws Exception {
        try (HttpServer server = started(LONG)) {
            assertThat(get(server, "/health"))
                    .doesNotContainIgnoringCase("helidon")
                    .doesNotContainIgnoringCase("server:");
        }
    }

    @Test
    void completesARunningStreamDuringShutdown() throws Exception {
        HttpServer server = started(LONG);
        try (Socket client = connect(server)) {
            send(client, "/stream");
            assertThat(streaming.await(30, TimeUnit.SECONDS)).isTrue();
            Thread stopping = Thread.ofVirtual().start(server::close);
            // No new requests are admitted; running ones continue.
            while (connects(server.port())) {
                Thread.onSpinWait();
            }
            finish.countDown();
            assertThat(readAll(client)).contains("begin").contains("end").endsWith("0\r\n\r\n");
            stopping.join();
        }
    }

    @Test
    void abortsAStreamAfterTheShutdownTimeout() throws Exception {
        HttpServer server = started(Duration.ofMillis(300));
        try (Socket client = connect(server)) {
            send(client, "/stream");
            assertThat(streaming.await(30, TimeUnit.SECONDS)).isTrue();
            server.close();
            assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();
            String reply = readAll(client);
            String body = reply.substring(reply.indexOf("\r\n\r\n") + 4);
            assertThat(body).contains("begin").doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    void closesIdleConnectionsAtShutdown() throws Exception {
        HttpServer server = started(LONG);
        try (Socket idle = connect(server);
                Socket used = connect(server)) {
            used.getOutputStream().write(request("/health", "keep-alive"));
            assertThat(used.getInputStream().read()).isEqualTo('H');
            server.close();
            assertThat(readAll(idle)).isEmpty();
            assertThat(readAll(used)).startsWith("TTP/1.1 200");
        }
    }

    @Test
    void reportsAPortInUseInOneLine() throws Exception {
        try (HttpServer first = started(LONG);
                HttpServer second = server(LONG, first.port())) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(GatewayStartException.class)
                    .hasMessageContaining("port " + first.port())
                    .hasMessageContaining("choose another port")
                    .message()
                    .doesNotContain("\n");
        }
    }

    private HttpServer started(Duration grace) {
        HttpServer server = server(grace, 0);
        server.start();
        return server;
    }

    private HttpServer server(Duration grace, int port) {
        ServerConfig config = new ServerConfig(
                "127.0.0.1",
                port,
                List.of(),
                1 << 20,
                100,
                new ClientTimeouts(LONG, LONG, LONG, LONG),
                grace,
                Optional.empty());
        List<ProviderState> states = List.of(
                new ProviderState("good", Optional.empty()),
                new ProviderState("bad", Optional.of("nobody is signed in")));
        HealthEndpoints health = new HealthEndpoints(
                "1.2.3", Clock.systemUTC(), drain, () -> states, () -> List.of("x.jar: broken"), () -> 3);
        ProcessMeters metrics = new ProcessMeters(TestConfig.of(Map.of()).config());
        AccessPolicy everybody = new AccessPolicy(Set.of(), Set.of(), List.of(), Optional.empty(), true);
        LogConfig quiet = new LogConfig(LogFormat.TEXT, LogLevel.ERROR);
        Dispatcher.Builder paths = Dispatcher.builder();
        health.addTo(paths);
        metrics.endpoint().addTo(paths);
        HttpRouting.Builder routing = HttpRouting.builder()
                .addFilter(new RequestFilter(
                        Apis.FORMATS,
                        () -> everybody,
                        drain,
                        new LoopGuard(),
                        new AccessLog(() -> quiet, line -> {}),
                        new HttpMetrics(metrics.registry()),
                        Clock.systemUTC()))
                .any(paths.build())
                .get("/stream", this::stream);
        return new HttpServer(config, routing, DirectHandlers.create(), drain);
    }

    private void stream(ServerRequest request, ServerResponse response) throws Exception {
        try (OutputStream out = response.outputStream()) {
            out.write("begin".getBytes(StandardCharsets.UTF_8));
            out.flush();
            out.write("more".getBytes(StandardCharsets.UTF_8));
            out.flush();
            streaming.countDown();
            finish.await();
            out.write("end".getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            cut.countDown();
            throw e;
        }
    }

    private static String get(HttpServer server, String path) throws IOException {
        try (Socket client = connect(server)) {
            send(client, path);
            return readAll(client);
        }
    }

    private static Socket connect(HttpServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void send(Socket client, String path) throws IOException {
        client.getOutputStream().write(request(path, "close"));
    }

    private static byte[] request(String path, String connection) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: " + connection + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String readAll(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
