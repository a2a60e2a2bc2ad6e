package dev.sluice.gateway.connection;

import static dev.sluice.gateway.connection.GuardedServer.LONG;
import static dev.sluice.gateway.connection.GuardedServer.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.ClientTimeouts;
import io.helidon.webserver.http.HttpRouting;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class ClientDeadlineTest {
    private static final ClientTimeouts SHORT_HEADER = new ClientTimeouts(LONG, SHORT, LONG, LONG);
    private static final ClientTimeouts SHORT_BODY = new ClientTimeouts(LONG, LONG, SHORT, LONG);
    private static final ClientTimeouts SHORT_IDLE = new ClientTimeouts(SHORT, LONG, LONG, LONG);
    private static final ClientTimeouts SHORT_WRITE = new ClientTimeouts(LONG, LONG, LONG, SHORT);
    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void closesAConnectionThatNeverSaysAnything() throws Exception {
        assertCloses(SHORT_HEADER, "");
    }

    @Test
    void closesAConnectionThatSaysHalfARequestLine() throws Exception {
        assertCloses(SHORT_HEADER, "GET / HT");
    }

    @Test
    void closesAConnectionThatSaysHalfItsHeaders() throws Exception {
        assertCloses(SHORT_HEADER, "GET / HTTP/1.1\r\nHost: local");
    }

    @Test
    void closesAConnectionThatSaysHalfAHeadOfHttp10() throws Exception {
        assertCloses(SHORT_HEADER, "GET / HTTP/1.0\r\nHost: local");
    }

    @Test
    void closesAConnectionThatSendsHalfItsBody() throws Exception {
        assertCloses(SHORT_BODY, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhello");
    }

    @Test
    void closesAConnectionThatSendsHalfAChunk() throws Exception {
        assertCloses(SHORT_BODY, "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe");
    }

    @Test
    void closesAConnectionThatIsIdleAfterAReply() throws Exception {
        try (GuardedServer server = new GuardedServer(SHORT_IDLE, ClientDeadlineTest::echo);
                RawClient client = new RawClient(server.port())) {
            assertThat(client.send(GET).readAll()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void holdsAConnectionThatIsOpenAlreadyToAnotherDeadline() throws Exception {
        try (GuardedServer server = new GuardedServer(GuardedServer.PATIENT, ClientDeadlineTest::echo);
                RawClient client = new RawClient(server.port())) {
            client.send(GET);
            server.change(SHORT_IDLE);
            assertThat(client.readAll()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void isNotMovedByDrippedHeaders() throws Exception {
        assertClosesInSpiteOfDripping(SHORT_HEADER, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ", "x");
    }

    @Test
    void isNotMovedByDrippedEmptyLines() throws Exception {
        assertClosesInSpiteOfDripping(SHORT_HEADER, "", "\r\n");
    }

    @Test
    void isNotMovedByADrippedBody() throws Exception {
        assertClosesInSpiteOfDripping(
                SHORT_BODY, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n", "x");
    }

    @Test
    void cutsABodyThatIsLongerThanAnybodyReads() throws Exception {
        try (GuardedServer server = new GuardedServer(GuardedServer.PATIENT, ClientDeadlineTest::echo);
                RawClient client = new RawClient(server.port())) {
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n");
            String piece = "x".repeat(64 * 1024);
            try {
                for (int sent = 0; sent < 64; sent++) {
                    client.send(piece);
                }
            } catch (SocketException e) {
                // The connection was cut while there was still something to send.
            }
            assertThat(client.readAll()).doesNotContain("200");
        }
    }

    @Test
    void letsAHandlerThinkForLongerThanAnyDeadlineOfTheClient() throws Exception {
        CountDownLatch thought = new CountDownLatch(1);
        ClientTimeouts allShort = new ClientTimeouts(SHORT, SHORT, SHORT, SHORT);
        try (GuardedServer server = new GuardedServer(
                        allShort,
                        routing -> routing.get("/", (_, response) -> {
                            assertThat(thought.await(1500, TimeUnit.MILLISECONDS))
                                    .isFalse();
                            response.send("thought");
                        }));
                RawClient client = new RawClient(server.port())) {
            assertThat(client.send(GET).readUntil("thought")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void letsGoOfAClientThatTakesNothing() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        try (GuardedServer server = new GuardedServer(
                        SHORT_WRITE,
                        routing -> routing.get("/", (_, response) -> {
                            byte[] piece = new byte[16 * 1024];
                            try (OutputStream out = response.outputStream()) {
                                while (true) {
                                    out.write(piece);
                                }
                            } finally {
                                failed.countDown();
                            }
                        }));
                RawClient client = new RawClient(server.port())) {
            client.send(GET);
            assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void letsAReplyReachAClientThatIsStillSending() throws Exception {
        try (GuardedServer server = new GuardedServer(GuardedServer.PATIENT, ClientDeadlineTest::echo);
                RawClient client = new RawClient(server.port())) {
            client.send(
                    "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 900000\r\n\r\n");
            client.send("x".repeat(900_000));
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 404");
        }
    }

    private static void assertCloses(ClientTimeouts timeouts, String said) throws Exception {
        try (GuardedServer server = new GuardedServer(timeouts, ClientDeadlineTest::echo);
                RawClient client = new RawClient(server.port())) {
            assertThat(client.send(said).readAll()).doesNotContain("200");
        }
    }

    private static void assertClosesInSpiteOfDripping(ClientTimeouts timeouts, String said, String drop)
            throws Exception {
        try (GuardedServer server = new GuardedServer(timeouts, ClientDeadlineTest::echo);
                RawClient client = new RawClient(server.port())) {
            client.send(said);
            boolean closed = false;
            for (int drops = 0; drops < 1000 && !closed; drops++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                try {
                    client.send(drop);
                } catch (SocketException e) {
                    closed = true;
                }
            }
            assertThat(closed).isTrue();
        }
    }

    private static void echo(HttpRouting.Builder routing) {
        routing.any("/", (request, response) -> response.send(GuardedServer.body(request)));
    }
}
