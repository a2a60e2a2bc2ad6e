package dev.sluice.provider.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CLOSING = "GET /s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private final Faults faults = new Faults();
    private final ScriptedServer server =
            ScriptedServer.start(faults.inFrontOf(_ -> Response.events(List.of("data: é\n\n", "data: b\n\n"))));

    @AfterEach
    void stop() {
        server.close();
    }

    private String body() throws IOException {
        try (RawConnection connection = new RawConnection(server.port())) {
            return connection.send(CLOSING).readAll();
        }
    }

    @Test
    void withoutAFaultAStreamIsAChunkAnEvent() throws IOException {
        assertThat(body())
                .contains("Transfer-Encoding: chunked")
                .endsWith("\r\n\r\na\r\ndata: é\n\n\r\n9\r\ndata: b\n\n\r\n0\r\n\r\n");
    }

    @Test
    void hitsSoManyRequestsInTheOrderOfPlanning() throws IOException {
        PlannedFault first = faults.next("/s", Fault.status(503, "first\n"));
        faults.plan(2, request -> request.method().equals("GET"), Fault.status(500, "second\n"));
        faults.always("/other", Fault.status(502, "other\n"));
        assertThat(body()).startsWith("HTTP/1.1 503").endsWith("first\n");
        assertThat(body()).endsWith("second\n");
        assertThat(body()).endsWith("second\n");
        assertThat(body()).startsWith("HTTP/1.1 200");
        assertThat(first.hits()).isEqualTo(1);
    }

    @Test
    void isGoneWhenItIsCancelledOrCleared() throws IOException {
        faults.always("/s", Fault.status(503, "")).cancel();
        assertThat(body()).startsWith("HTTP/1.1 200");
        faults.always("/s", Fault.status(503, ""));
        faults.clear();
        assertThat(body()).startsWith("HTTP/1.1 200");
    }

    @Test
    void closesBeforeTheLastChunk() throws IOException {
        faults.next("/s", Fault.endingAfterParts(1, ConnectionEnding.CLOSE));
        assertThat(body()).endsWith("data: é\n\n\r\n");
        faults.next("/s", Fault.endingAfterParts(2, ConnectionEnding.CLOSE));
        assertThat(body()).endsWith("data: b\n\n\r\n");
        faults.next("/s", Fault.endingAfterBytes(3, ConnectionEnding.CLOSE));
        assertThat(body()).endsWith("\r\n\r\n3\r\ndat\r\n");
    }

    @Test
    void sendsFewerBytesThanItAnnounced() throws IOException {
        faults.next("/s", Fault.endingAfterBytes(2, ConnectionEnding.CLOSE).over(Fault.status(200, "hello")));
        assertThat(body()).contains("Content-Length: 5").endsWith("\r\n\r\nhe");
    }

    @Test
    void resetsBeforeTheHeadAndInTheMiddle() {
        faults.next("/s", Fault.endingBeforeHead(ConnectionEnding.RESET));
        assertThatExceptionOfType(SocketException.class).isThrownBy(this::body);
        faults.next("/s", Fault.endingAfterParts(1, ConnectionEnding.RESET));
        assertThatExceptionOfType(SocketException.class).isThrownBy(this::body);
    }

    @Test
    void endsWithinTheHead() throws IOException {
        faults.next("/s", Fault.endingInHead(ConnectionEnding.CLOSE));
        assertThat(body()).startsWith("HTTP/1.1 200").hasSize(24);
        faults.next("/s", Fault.endingBeforeHead(ConnectionEnding.CLOSE));
        assertThat(body()).isEmpty();
    }

    @Test
    void stallsWhereItIsToldTo() throws IOException, InterruptedException {
        Stall beforeBody = Stall.untilReleased();
        Stall between = Stall.untilReleased();
        faults.next("/s", Fault.stallingBeforeBody(beforeBody).over(Fault.stallingAfterParts(1, between)));
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(CLOSING).readUntil("\r\n\r\n");
            assertThat(beforeBody.awaitReached(PATIENCE)).isTrue();
            beforeBody.release();
            connection.readUntil("\n\n\r\n");
            assertThat(between.awaitReached(PATIENCE)).isTrue();
            assertThat(server.requests().all().getFirst().partsSent()).isEqualTo(1);
            between.release();
            assertThat(connection.readAll()).endsWith("0\r\n\r\n");
        }
    }

    @Test
    void goesOnWhenAStallHasLasted() throws IOException {
        faults.next("/s", Fault.stallingBeforeHead(Stall.lasting(Duration.ofMillis(5))));
        assertThat(body()).endsWith("0\r\n\r\n");
    }

    @Test
    void writesEveryByteByItself() throws IOException {
        faults.next("/s", Fault.byteWise());
        assertThat(body()).contains("\r\n\r\n1\r\nd\r\n1\r\na\r\n1\r\nt\r\n");
    }

    @Test
    void answersAPageWithoutTheUsualHeaders() throws IOException {
        faults.next("/s", Fault.htmlPage());
        assertThat(body()).contains("Content-Type: text/html").contains("<h1>");
        faults.next("/s", Fault.contentType("application/octet-stream"));
        assertThat(body()).contains("Content-Type: application/octet-stream").contains("data: b");
    }

    @Test
    void truncatesABodyProperly() throws IOException {
        faults.next("/s", Fault.truncatedBody().over(Fault.status(200, "{\"a\":1}")));
        assertThat(body()).contains("Content-Length: 3").endsWith("{\"a");
    }

    @Test
    void sendsAsMuchAsItIsTold() throws IOException {
        faults.next("/s", Fault.giganticBody(1_000_000));
        assertThat(body()).hasSizeGreaterThan(1_000_000);
    }

    @Test
    void resetsAndDropsConnections() throws IOException {
        server.resetNextConnections(1);
        assertThatExceptionOfType(SocketException.class).isThrownBy(this::body);
        assertThat(body()).startsWith("HTTP/1.1 200");
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("HEAD /s HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\n");
            server.dropConnections(ConnectionEnding.CLOSE);
            assertThat(connection.readAll()).isEmpty();
        }
    }
}
