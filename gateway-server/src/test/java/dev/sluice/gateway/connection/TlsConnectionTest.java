package dev.sluice.gateway.connection;

import static dev.sluice.gateway.connection.GuardedServer.LONG;
import static dev.sluice.gateway.connection.GuardedServer.PATIENT;
import static dev.sluice.gateway.connection.GuardedServer.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.ClientTimeouts;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guard promises holds for connections with TLS as well. */
final class TlsConnectionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final ClientTimeouts SHORT_HEADER = new ClientTimeouts(LONG, SHORT, LONG, LONG);

    private static SSLContext tls;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        tls = new TestCertificate(folder, "EC").context();
    }

    @Test
    void servesOneRequestAfterAnotherWithAndWithoutNegotiation() throws Exception {
        try (GuardedServer server = server(PATIENT, TlsConnectionTest::hello)) {
            for (String[] protocols : new String[][] {{}, {"http/1.1"}, {"h2", "http/1.1"}}) {
                try (RawClient client = connect(server, protocols)) {
                    assertThat(client.send(GET).readUntil("hello")).startsWith("HTTP/1.1 200");
                    assertThat(client.send(GET).readUntil("hello")).startsWith("HTTP/1.1 200");
                }
            }
        }
    }

    @Test
    void closesAConnectionThatNeverBeginsItsHandshakeOrStopsInIt() throws Exception {
        for (String said : new String[] {"", "\u0016\u0003\u0001\u0000"}) {
            try (GuardedServer server = server(SHORT_HEADER, TlsConnectionTest::hello);
                    RawClient client = new RawClient(server.port())) {
                assertThat(client.send(said).readAll()).isEmpty();
            }
        }
    }

    @Test
    void closesAConnectionThatSaysNothingAfterItsHandshake() throws Exception {
        try (GuardedServer server = server(SHORT_HEADER, TlsConnectionTest::hello);
                RawClient client = connect(server)) {
            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void letsGoOfAClientThatTakesNothing() throws Exception {
        ClientTimeouts shortWrite = new ClientTimeouts(LONG, LONG, LONG, SHORT);
        try (GuardedServer server = server(
                        shortWrite,
                        routing -> routing.get("/", (_, response) -> {
                            byte[] piece = new byte[16 * 1024];
                            try (OutputStream out = response.outputStream()) {
                                while (true) {
                                    out.write(piece);
                                }
                            } finally {
                                ended.countDown();
                            }
                        }));
                RawClient client = connect(server)) {
            client.send(GET);
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void interruptsTheHandlerWhenTheClientLeaves() throws Exception {
        try (GuardedServer server = server(
                PATIENT,
                routing -> routing.get("/", (_, response) -> {
                    try (ClientConnection.Watch _ = ClientConnection.current().interruptOnDisconnect()) {
                        entered.countDown();
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        ended.countDown();
                    }
                }))) {
            try (RawClient client = connect(server)) {
                client.send(GET);
                assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static GuardedServer server(ClientTimeouts timeouts, Consumer<HttpRouting.Builder> routing) {
        return new GuardedServer(timeouts, routing, Optional.of(tls));
    }

    private static RawClient connect(GuardedServer server, String... protocols) throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(30_000);
        socket.startHandshake();
        return new RawClient(socket);
    }

    private static void hello(HttpRouting.Builder routing) {
        routing.get("/", (_, response) -> response.send("hello"));
    }
}
