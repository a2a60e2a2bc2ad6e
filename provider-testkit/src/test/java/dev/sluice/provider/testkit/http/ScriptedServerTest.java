package dev.sluice.provider.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScriptedServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Faults faults = new Faults();
    private final ScriptedServer server = ScriptedServer.start(faults.inFrontOf(ScriptedServerTest::echo));

    private static Response echo(Request request) {
        return Response.text(200, request.method() + " " + request.path() + " " + request.text());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesManyRequestsOnOneConnection() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(connection.readUntil("GET /a ")).contains("HTTP/1.1 200").contains("Content-Length: 7");
            connection.send("POST /b?q=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
            assertThat(connection.readUntil("POST /b hi")).contains("HTTP/1.1 200");
        }
        assertThat(server.acceptedConnections()).isEqualTo(1);
        List<RecordedRequest> requests = server.requests().all();
        assertThat(requests)
                .extracting(recorded -> recorded.request().connection())
                .containsOnly(1L);
        assertThat(requests.get(1).request().query("q")).contains("1");
    }

    @Test
    void readsPipelinedAndChunkedRequests() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.send("3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nTrailer: x\r\n\r\n");
            connection.send("GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(connection.readAll()).contains("POST /a abcde").endsWith("GET /b ");
        }
    }

    @Test
    void asksForTheBodyWhenTheClientWaits() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(connection.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(connection.send("ok").readUntil("POST /a ok")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(connection.readAll()).contains("Content-Length: 8").endsWith("\r\n\r\n");
        }
    }

    @Test
    void refusesWhatAStrictServerRefuses() throws IOException {
        assertThat(answerTo("GET / HTTP/1.0\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 505");
        assertThat(answerTo("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(answerTo("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(answerTo("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(server.requests().all()).isEmpty();
    }

    private String answerTo(String request) throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            return connection.send(request).readAll();
        }
    }

    @Test
    void answersBeforeTheBodyIsRead() throws IOException {
        faults.early(1, "/a", Response.text(413, "Request Entity Too Large\n"));
        assertThat(answerTo("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9000\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("Connection: close")
                .endsWith("Too Large\n");
    }

    @Test
    void seesThePeerLeaveWhileAnAnswerIsHeld() throws IOException, InterruptedException {
        Stall stall = Stall.untilReleased();
        faults.next("/a", Fault.stallingBeforeHead(stall));
        RecordedRequest recorded;
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
            recorded = server.requests().awaitRequest("/a", PATIENCE);
            assertThat(stall.awaitReached(PATIENCE)).isTrue();
            assertThat(recorded.closedByPeerAt()).isEmpty();
        }
        assertThat(recorded.awaitClosedByPeer(PATIENCE)).isTrue();
        assertThat(recorded.awaitFinished(PATIENCE)).isTrue();
        assertThat(recorded.answeredWhole()).isFalse();
        assertThat(recorded.closedByPeerAt()).isPresent();
    }

    @Test
    void doesNotBlameAPeerThatHasItsWholeAnswer() throws IOException, InterruptedException {
        answerTo("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        RecordedRequest recorded = server.requests().awaitRequest("/a", PATIENCE);
        assertThat(recorded.awaitFinished(PATIENCE)).isTrue();
        assertThat(recorded.answeredWhole()).isTrue();
        assertThat(recorded.closedByPeerAt()).isEmpty();
        assertThat(recorded.status()).hasValue(200);
    }

    @Test
    void endsEveryAnswerWhenItIsClosed() throws IOException, InterruptedException {
        faults.always("/a", Fault.neverAnswering());
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
            RecordedRequest recorded = server.requests().awaitRequest("/a", PATIENCE);
            server.close();
            assertThat(connection.readAll()).isEmpty();
            assertThat(recorded.awaitFinished(PATIENCE)).isTrue();
            assertThat(recorded.closedByPeerAt()).isEmpty();
        }
    }

    @Test
    void tellsWhatItSawWhenARequestDoesNotCome() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> server.requests().awaitRequest("/never", Duration.ofMillis(1)))
                .withMessageContaining("1 requests to /never, there were 0");
    }
}
