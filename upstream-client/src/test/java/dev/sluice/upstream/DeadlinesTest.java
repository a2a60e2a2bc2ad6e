package dev.sluice.upstream;

import static dev.sluice.upstream.Calls.LONG;
import static dev.sluice.upstream.Calls.SHORT;
import static dev.sluice.upstream.Calls.eventually;
import static dev.sluice.upstream.Calls.failure;
import static dev.sluice.upstream.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeadlinesTest {
    /** Not as short as the others: before the step that hangs, others have to be over in it. */
    private static final Deadlines SHORT_CONNECT = new Deadlines(Duration.ofSeconds(1), LONG, LONG);

    private static final Deadlines SHORT_ANSWER = new Deadlines(LONG, SHORT, LONG);
    private static final Deadlines SHORT_IDLE = new Deadlines(LONG, LONG, SHORT);

    private final HttpUpstreamClient client = HttpUpstreamClient.create();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void endsConnectingThatTakesTooLong() throws Exception {
        try (FullListener full = new FullListener()) {
            var failure = failure(() -> client.send(get(full.uri("http"), SHORT_CONNECT)));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
            assertThat(failure)
                    .hasMessage("could not connect to 127.0.0.1:"
                            + full.uri("http").getPort() + " within 1 s, still waiting for the connection");
            eventually(() -> client.openConnections() == 0);
        }
    }

    @Test
    void endsTlsHandshakesThatTakeTooLong() throws Exception {
        try (ScriptedServer silent = new ScriptedServer(ScriptedServer.Peer::awaitClose)) {
            URI uri = URI.create("https://127.0.0.1:" + silent.port() + "/");
            var failure = failure(() -> client.send(get(uri, SHORT_CONNECT)));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
            assertThat(failure).hasMessageContaining("within 1 s, still in the TLS handshake");
            eventually(() -> silent.accepted() == 1 && silent.open() == 0);
        }
    }

    @Test
    void endsWaitingForTheHead() throws Exception {
        assertAnswerTimeout(peer -> {
            peer.request();
            peer.awaitClose();
        });
    }

    @Test
    void endsWaitingForTheHeadThatDrips() throws Exception {
        assertAnswerTimeout(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 1_000_000_000; i++) {
                peer.send("X-Drop: " + i + "\r\n");
                LockSupport.parkNanos(20_000_000);
            }
        });
    }

    private void assertAnswerTimeout(ScriptedServer.Script script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            var failure = failure(() -> client.send(get(server.uri("/v1?token=secret"), SHORT_ANSWER)));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
            assertThat(failure).hasMessage("127.0.0.1:" + server.port() + " did not answer within 200 ms");
            eventually(() -> server.open() == 0 && client.openConnections() == 0);
        }
    }

    @Test
    void endsBodiesThatFallSilent() throws Exception {
        assertIdleTimeout("Content-Length: 10\r\n\r\nabc");
        assertIdleTimeout("Transfer-Encoding: chunked\r\n\r\n5\r\nab");
        assertIdleTimeout("Transfer-Encoding: chunked\r\n\r\n");
        assertIdleTimeout("\r\nabc");
    }

    private void assertIdleTimeout(String rest) throws IOException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\n" + rest);
                    peer.awaitClose();
                });
                UpstreamResponse reply = client.send(get(server.uri("/"), SHORT_IDLE))) {
            var failure = failure(() -> reply.bytes(100));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
            assertThat(failure).hasMessage("127.0.0.1:" + server.port() + " sent nothing more for 200 ms");
            eventually(() -> server.open() == 0 && client.openConnections() == 0);
        }
    }

    @Test
    void endsStreamsThatFallSilentAfterWhatTheySent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n");
                    peer.awaitClose();
                });
                EventStream events =
                        client.send(get(server.uri("/"), SHORT_IDLE)).events()) {
            assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("a");
            assertThat(failure(events::next).kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
            assertThat(failure(events::next).kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
        }
    }

    @Test
    void endsRequestsThatTheUpstreamDoesNotTake() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::hang)) {
            UpstreamRequest request =
                    UpstreamRequest.post(server.uri("/"), Headers.empty(), new byte[50_000_000], SHORT_IDLE);
            var failure = failure(() -> client.send(request));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
            assertThat(failure).hasMessageContaining("accepted no more of the request for 200 ms");
            assertThat(client.openConnections()).isZero();
        }
    }

    @Test
    void countsTheTimeToTheHeadFromTheLastByteOfTheRequest() throws Exception {
        Deadlines shorterThanTheUpload = new Deadlines(LONG, Duration.ofSeconds(4), LONG);
        try (ScriptedServer server = new ScriptedServer(peer -> {
            LockSupport.parkNanos(5_000_000_000L);
            peer.request();
            peer.answer("taken");
        })) {
            UpstreamRequest request =
                    UpstreamRequest.post(server.uri("/"), Headers.empty(), new byte[20_000_000], shorterThanTheUpload);

            assertThat(Calls.body(client.send(request))).isEqualTo("taken");
        }
    }

    @Test
    void letsHealthyStreamsLastLongerThanAnyDeadline() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    for (int i = 0; i < 12; i++) {
                        LockSupport.parkNanos(250_000_000);
                        peer.chunk("data: " + i + "\n\n");
                    }
                    peer.send("0\r\n\r\n");
                });
                UpstreamResponse reply = client.send(
                        get(server.uri("/"), new Deadlines(LONG, Duration.ofSeconds(2), Duration.ofMillis(2500))))) {
            assertThat(Calls.texts(reply.events())).hasSize(12);
        }
    }

    /** Listens, but its queue of connections is full, so that nobody gets through. */
    private static final class FullListener implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<SocketChannel> queued = new ArrayList<>();

        FullListener() throws IOException {
            for (int i = 0; i < 4; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(listener.getLocalSocketAddress());
                queued.add(channel);
            }
        }

        URI uri(String scheme) {
            return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort() + "/");
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : queued) {
                channel.close();
            }
            listener.close();
        }
    }
}
