package dev.sluice.upstream;

import static dev.sluice.upstream.Calls.awaitBlocked;
import static dev.sluice.upstream.Calls.eventually;
import static dev.sluice.upstream.Calls.failure;
import static dev.sluice.upstream.Calls.failureOf;
import static dev.sluice.upstream.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CancellationTest {
    private static final ScriptedServer.Script TALKS_ONCE = peer -> {
        peer.request();
        peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").chunk("data: a\n\n");
        peer.awaitClose();
    };

    private final HttpUpstreamClient client = HttpUpstreamClient.create();

    @AfterEach
    void close() {
        client.close();
    }

    private static Thread.Builder threads(boolean virtual) {
        return virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interruptionEndsTheTlsHandshake(boolean virtual) throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitClose)) {
            URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");
            var failure = failureOf(threads(virtual), () -> client.send(get(uri)), thread -> {
                eventually(() -> server.accepted() == 1);
                thread.interrupt();
                return true;
            });
            assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
            eventually(() -> server.open() == 0 && client.openConnections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interruptionEndsTheWaitForTheHead(boolean virtual) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.request();
            asked.countDown();
            peer.awaitClose();
        })) {
            var failure = failureOf(threads(virtual), () -> client.send(get(server.uri("/"))), thread -> {
                asked.await();
                thread.interrupt();
                return true;
            });
            assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
            eventually(() -> server.open() == 0 && client.openConnections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interruptionEndsTheWritingOfARequest(boolean virtual) throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::hang)) {
            UpstreamRequest request =
                    UpstreamRequest.post(server.uri("/"), Headers.empty(), new byte[50_000_000], Calls.PATIENT);
            var failure = failureOf(threads(virtual), () -> client.send(request), thread -> {
                eventually(() -> server.accepted() == 1);
                awaitBlocked(thread);
                thread.interrupt();
                return true;
            });
            assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
            eventually(() -> client.openConnections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interruptionEndsTheWaitForTheNextEvent(boolean virtual) throws Exception {
        try (ScriptedServer server = new ScriptedServer(TALKS_ONCE);
                EventStream events = client.send(get(server.uri("/"))).events()) {
            assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("a");
            var failure = failureOf(threads(virtual), () -> String.valueOf(events.next()), thread -> {
                awaitBlocked(thread);
                thread.interrupt();
                return true;
            });
            assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
            eventually(() -> server.open() == 0 && client.openConnections() == 0);
        }
    }

    @Test
    void interruptedThreadsSendNothing() throws Exception {
        try (ScriptedServer server = new ScriptedServer(TALKS_ONCE)) {
            var failure = failureOf(
                    Thread.ofVirtual(),
                    () -> {
                        Thread.currentThread().interrupt();
                        return client.send(get(server.uri("/")));
                    },
                    thread -> true);
            assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
            assertThat(server.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closingFromAnotherThreadEndsTheWaitForTheNextEvent(boolean virtual) throws Exception {
        try (ScriptedServer server = new ScriptedServer(TALKS_ONCE)) {
            EventStream events = client.send(get(server.uri("/"))).events();
            assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("a");
            var failure = failureOf(threads(virtual), () -> String.valueOf(events.next()), thread -> {
                awaitBlocked(thread);
                events.close();
                events.close();
                return false;
            });
            assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
            assertThat(failure(events::next).kind()).isEqualTo(ErrorKind.CANCELLED);
            eventually(() -> server.open() == 0 && client.openConnections() == 0);
        }
    }

    @Test
    void closingFromAnotherThreadEndsTheReadingOfABody() throws Exception {
        try (ScriptedServer server = new ScriptedServer(TALKS_ONCE)) {
            UpstreamResponse reply = client.send(get(server.uri("/")));
            var failure = failureOf(Thread.ofVirtual(), () -> reply.bytes(1000), thread -> {
                awaitBlocked(thread);
                reply.close();
                return false;
            });
            assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
        }
    }

    @Test
    void closingBeforeTheEndIsSeenByTheUpstream() throws Exception {
        try (ScriptedServer server = new ScriptedServer(TALKS_ONCE)) {
            client.send(get(server.uri("/"))).close();
            EventStream events = client.send(get(server.uri("/"))).events();
            Objects.requireNonNull(events.next());
            events.close();

            eventually(() -> client.openConnections() == 0);
            eventually(() -> server.accepted() == 2 && server.open() == 0);
        }
    }

    @Test
    void closingAfterTheLastEventKeepsTheConnection() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            while (!peer.request().isEmpty()) {
                peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nE\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
            }
        })) {
            for (int i = 0; i < 3; i++) {
                EventStream events = client.send(get(server.uri("/"))).events();
                assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("[DONE]");
                events.close();
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void closingTheClientEndsAllCalls() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.request();
            asked.countDown();
            peer.awaitClose();
        })) {
            var failure = failureOf(Thread.ofVirtual(), () -> client.send(get(server.uri("/"))), thread -> {
                asked.await();
                client.close();
                return false;
            });
            assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
            assertThat(failure(() -> client.send(get(server.uri("/")))).kind()).isEqualTo(ErrorKind.CANCELLED);
            eventually(() -> server.open() == 0 && client.openConnections() == 0);
        }
    }
}
