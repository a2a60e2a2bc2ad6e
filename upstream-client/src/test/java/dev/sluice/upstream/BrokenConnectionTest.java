package dev.sluice.upstream;

import static dev.sluice.upstream.Calls.body;
import static dev.sluice.upstream.Calls.eventually;
import static dev.sluice.upstream.Calls.failure;
import static dev.sluice.upstream.Calls.get;
import static dev.sluice.upstream.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.UpstreamResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BrokenConnectionTest {
    private final HttpUpstreamClient client = HttpUpstreamClient.create();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        // Bound, so that nobody else gets the port meanwhile, and not listening.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = bound.getLocalPort();
            var failure = failure(() -> client.send(get(URI.create("http://127.0.0.1:" + port + "/v1?key=secret"))));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(failure).hasMessage("could not connect to 127.0.0.1:" + port + ": connection refused");
        }
    }

    @Test
    void saysThatTheHostIsUnknown() {
        var failure = failure(() -> client.send(get(URI.create("http://nowhere.invalid/v1"))));

        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(failure).hasMessage("nowhere.invalid: unknown host - is the network up?");
    }

    @Test
    void doesNotTryOneAfterAnotherOfKeptConnectionsThatHaveDiedWithoutAWord() throws Exception {
        ScriptedServer.Script once = peer -> {
            peer.request();
            peer.answer("first");
            peer.hang();
        };
        try (ScriptedServer server = new ScriptedServer(once, once, once, peer -> {
                    peer.request();
                    peer.answer("again");
                });
                HttpUpstreamClient hasty = new HttpUpstreamClient(UpstreamOptions.standard(), Calls.SHORT)) {
            URI uri = server.uri("/v1");
            List<UpstreamResponse> atOnce = List.of(hasty.send(get(uri)), hasty.send(get(uri)), hasty.send(get(uri)));
            atOnce.forEach(Calls::body);
            assertThat(hasty.openConnections()).isEqualTo(3);

            var failure = failure(() -> hasty.send(get(uri, Deadlines.each(Calls.SHORT))));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
            assertThat(hasty.openConnections()).isZero();
            assertThat(body(hasty.send(get(uri)))).isEqualTo("again");
        }
    }

    @Test
    void keepsNoConnectionToAnUpstreamThatDoesNotAnswer() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::hang, BrokenConnectionTest::whole)) {
            URI uri = server.uri("/v1");
            var failure = failure(() -> client.send(get(uri, Deadlines.each(Calls.SHORT))));
            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);

            assertThat(body(client.send(get(uri)))).isEqualTo("whole");
            assertThat(client.openConnections()).isZero();
        }
    }

    @Test
    void keepsNoConnectionToAnUpstreamThatFallsSilentInItsAnswer() throws Exception {
        ScriptedServer.Script half = peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            peer.hang();
        };
        try (ScriptedServer server =
                new ScriptedServer(BrokenConnectionTest::whole, half, BrokenConnectionTest::whole)) {
            URI uri = server.uri("/v1");
            UpstreamResponse before = client.send(get(uri));
            UpstreamResponse silent = client.send(get(uri, Deadlines.each(Calls.SHORT)));
            assertThat(body(before)).isEqualTo("whole");
            assertThat(client.openConnections()).isEqualTo(2);

            var failure = failure(() -> body(silent));
            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
            assertThat(client.openConnections()).isZero();
            assertThat(body(client.send(get(uri)))).isEqualTo("whole");
            assertThat(client.openConnections()).isZero();
        }
    }

    private static void whole(ScriptedServer.Peer peer) throws IOException, InterruptedException {
        peer.request();
        peer.answer("whole");
        peer.hang();
    }

    @Test
    void saysThatTheConnectionEndedBeforeAnAnswer() throws Exception {
        assertNoAnswer(ScriptedServer.Peer::request);
        assertNoAnswer(peer -> {
            peer.request();
            peer.reset();
        });
        assertNoAnswer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Le");
        });
    }

    private void assertNoAnswer(ScriptedServer.Script script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            var failure = failure(() -> client.send(get(server.uri("/v1?key=secret"))));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(failure).hasMessage("the connection to 127.0.0.1:" + server.port() + " ended without a reply");
            assertThat(server.accepted()).isEqualTo(1);
            assertThat(client.openConnections()).isZero();
        }
    }

    @Test
    void saysThatTheConnectionWasResetAtOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::reset)) {
            var failure = failure(() -> client.send(get(server.uri("/v1?key=secret"))));

            String upstream = "127.0.0.1:" + server.port();
            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            // The reset may be faster than the connection, whose making it then ends.
            assertThat(failure.getMessage())
                    .isIn(
                            "the connection to " + upstream + " ended without a reply",
                            "could not connect to " + upstream + ": connection reset by peer");
            assertThat(client.openConnections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 100\r\n\r\ndata: a\n\ndata: b\n\n",
                "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n9\r\ndata: b\n\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n20\r\ndata: b\n\nda",
                "Transfer-Encoding: chunked\r\n\r\n12\r\ndata: a\n\ndata: b\n\n\r\n0\r\n"
            })
    void neverTakesACutForAnEnd(String cut) throws Exception {
        assertBrokenOff(cut, false);
        assertBrokenOff(cut, true);
    }

    private void assertBrokenOff(String cut, boolean reset) throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\n" + cut);
                    if (reset) {
                        seen.await();
                        peer.reset();
                    }
                });
                EventStream events = client.send(get(server.uri("/"))).events()) {
            assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("a");
            assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("b");
            seen.countDown();
            var failure = failure(events::next);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(failure).hasMessageStartingWith("the reply of 127.0.0.1:" + server.port() + " was cut off");
            assertThat(client.openConnections()).isZero();
        }
    }

    @Test
    void reportsBodiesThatBreakOffWhenReadWhole() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                });
                UpstreamResponse reply = client.send(get(server.uri("/")))) {
            assertThat(failure(() -> reply.bytes(100)).kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        }
    }

    @Test
    void leavesConnectionsThatWereClosedWhileIdle() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.request();
            peer.answer("once");
        })) {
            for (int i = 1; i <= 5; i++) {
                assertThat(body(client.send(post(server.uri("/"), "{}")))).isEqualTo("once");
                assertThat(server.accepted()).isEqualTo(i);
                eventually(() -> server.open() == 0);
            }
            // Those before are gone; the last one goes when it is found closed, too.
            assertThat(client.openConnections()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void sendsOnceMoreWhereAReusedConnectionEndsWithoutAnAnswer() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                peer -> {
                    peer.request();
                    peer.answer("first");
                    peer.request();
                    peer.reset();
                },
                peer -> {
                    peer.request();
                    peer.answer("second");
                    peer.awaitClose();
                })) {
            assertThat(body(client.send(post(server.uri("/"), "{}")))).isEqualTo("first");
            assertThat(body(client.send(post(server.uri("/"), "{}")))).isEqualTo("second");
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @Test
    void doesNotRepeatWhatTheUpstreamMayHaveBegun() throws Exception {
        try (HttpUpstreamClient cautious = new HttpUpstreamClient(UpstreamOptions.standard(), Duration.ZERO);
                ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.answer("first");
                    peer.request();
                })) {
            assertThat(body(cautious.send(get(server.uri("/"))))).isEqualTo("first");
            assertThat(failure(() -> cautious.send(post(server.uri("/"), "{}"))).kind())
                    .isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void doesNotRepeatOncePartOfAnAnswerCame() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.request();
            peer.answer("first");
            peer.request();
            peer.send("HTTP/1.1 2");
        })) {
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("first");
            assertThat(failure(() -> client.send(get(server.uri("/")))).kind())
                    .isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }
}
