package dev.sluice.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ClientDisconnectTest {
    private static final String GET_WAIT = "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String GET_QUICK = "GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void interruptsTheHandlerThatIsStillSilent() throws Exception {
        try (GuardedServer server = server()) {
            try (RawClient client = new RawClient(server.port())) {
                client.send(GET_WAIT);
                await(entered);
            }
            await(interrupted);
        }
    }

    @Test
    void interruptsTheHandlerOfAPostWhoseBodyWasRead() throws Exception {
        try (GuardedServer server = server()) {
            try (RawClient client = new RawClient(server.port())) {
                client.send("POST /wait HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
                await(entered);
            }
            await(interrupted);
        }
    }

    @Test
    void interruptsTheHandlerInTheMiddleOfAStream() throws Exception {
        try (GuardedServer server = server()) {
            try (RawClient client = new RawClient(server.port())) {
                client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
                client.readUntil("data: 1\n\n");
                await(entered);
            }
            await(interrupted);
        }
    }

    @Test
    void interruptsEvenIfTheClientHadSentItsNextRequestAlready() throws Exception {
        try (GuardedServer server = server()) {
            try (RawClient client = new RawClient(server.port())) {
                client.send(GET_WAIT + GET_QUICK);
                await(entered);
            }
            await(interrupted);
        }
    }

    @Test
    void keepsTheConnectionForTheNextRequest() throws Exception {
        try (GuardedServer server = server();
                RawClient client = new RawClient(server.port())) {
            for (int round = 0; round < 3; round++) {
                assertThat(client.send(GET_QUICK).readUntil("quick")).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void handsWhatWasReadAheadToTheNextRequest() throws Exception {
        try (GuardedServer server = server();
                RawClient client = new RawClient(server.port())) {
            client.send(GET_WAIT);
            await(entered);
            client.send("GET /quick HT");
            // Long enough for the client to be listened to; the reply proves that nothing was lost.
            assertThat(interrupted.await(500, TimeUnit.MILLISECONDS)).isFalse();
            client.send("TP/1.1\r\nHost: localhost\r\n\r\n");
            released.countDown();
            assertThat(client.readUntil("waited")).startsWith("HTTP/1.1 200");
            assertThat(client.readUntil("quick")).contains("HTTP/1.1 200");
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (GuardedServer server = server();
                RawClient client = new RawClient(server.port())) {
            client.send(GET_QUICK + "GET /name HTTP/1.1\r\nHost: localhost\r\n\r\n" + GET_QUICK);
            assertThat(client.readUntil("quick")).startsWith("HTTP/1.1 200");
            assertThat(client.readUntil("named")).startsWith("HTTP/1.1 200");
            assertThat(client.readUntil("quick")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void doesNotInterruptAfterTheWatchWasClosed() throws Exception {
        CountDownLatch disconnected = new CountDownLatch(1);
        CountDownLatch untouched = new CountDownLatch(1);
        try (GuardedServer server = new GuardedServer(
                GuardedServer.PATIENT,
                routing -> routing.get("/", (_, response) -> {
                    try (ClientConnection.Watch _ = ClientConnection.current().interruptOnDisconnect()) {
                        entered.countDown();
                        released.await();
                    }
                    disconnected.await();
                    if (!Thread.currentThread().isInterrupted()) {
                        untouched.countDown();
                    }
                    response.send();
                }))) {
            try (RawClient client = new RawClient(server.port())) {
                client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                await(entered);
                released.countDown();
            }
            disconnected.countDown();
            await(untouched);
        }
    }

    @Test
    void isNeverLeftOutsideOfAGuardedConnection() {
        try (ClientConnection.Watch _ = ClientConnection.current().interruptOnDisconnect()) {
            assertThat(ClientConnection.current().isDisconnected()).isFalse();
        }
    }

    private GuardedServer server() {
        return new GuardedServer(
                GuardedServer.PATIENT,
                routing -> routing.get("/quick", (_, response) -> response.send("quick"))
                        .get("/name", (_, response) -> response.send("named"))
                        .get("/stream", this::stream)
                        .any("/wait", this::answerLate));
    }

    private void answerLate(ServerRequest request, ServerResponse response) throws Exception {
        GuardedServer.body(request);
        waitWatched();
        response.send("waited");
    }

    private void stream(ServerRequest request, ServerResponse response) throws Exception {
        try (OutputStream out = response.outputStream()) {
            out.write("data: 0\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.flush();
            out.write("data: 1\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.flush();
            waitWatched();
        }
    }

    private void waitWatched() throws InterruptedException {
        try (ClientConnection.Watch _ = ClientConnection.current().interruptOnDisconnect()) {
            entered.countDown();
            released.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
