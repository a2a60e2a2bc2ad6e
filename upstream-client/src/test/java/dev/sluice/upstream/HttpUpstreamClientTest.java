package dev.sluice.upstream;

import static dev.sluice.upstream.Calls.body;
import static dev.sluice.upstream.Calls.eventually;
import static dev.sluice.upstream.Calls.failure;
import static dev.sluice.upstream.Calls.get;
import static dev.sluice.upstream.Calls.post;
import static dev.sluice.upstream.Calls.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpUpstreamClientTest {
    private final HttpUpstreamClient client = HttpUpstreamClient.create();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void sendsWhatTheCallerGaveAndNothingThatHttpDoesNotNeed() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (ScriptedServer server = new ScriptedServer(peer -> {
            seen.add(peer.request());
            peer.answer("ok");
        })) {
            UpstreamRequest request = UpstreamRequest.post(
                    server.uri("/a%2Fb/c%20d?q=x%26y&z=1+2&a=%3D&empty"),
                    Headers.of("X-Two", "1", "X-Two", "2", "Authorization", "Bearer synthetic"),
                    "h\u00e9".getBytes(StandardCharsets.UTF_8),
                    Calls.PATIENT);

            assertThat(body(client.send(request))).isEqualTo("ok");

            List<String> lines =
                    String.valueOf(seen.poll(10, TimeUnit.SECONDS)).lines().toList();
            assertThat(lines.getFirst()).isEqualTo("POST /a%2Fb/c%20d?q=x%26y&z=1+2&a=%3D&empty HTTP/1.1");
            assertThat(lines.subList(1, lines.size()))
                    .containsExactlyInAnyOrder(
                            "x-two: 1",
                            "x-two: 2",
                            "authorization: Bearer synthetic",
                            "Host: 127.0.0.1:" + server.port(),
                            "Content-Length: 3",
                            "",
                            "h\u00e9");
        }
    }

    @Test
    void givesStatusAndHeadersOfAnyReply() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 429 Slow down\r\nRetry-After:  7 \r\nX-Two: a\r\nx-two: b\r\n"
                            + "Content-Length: 2\r\n\r\n{}");
                });
                UpstreamResponse reply = client.send(get(server.uri("/")))) {
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.headers().first("retry-after")).contains("7");
            assertThat(reply.headers().asMap()).containsEntry("x-two", List.of("a", "b"));
            assertThat(reply.bytes(10)).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void readsHeadsThatComeInPieces() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    String head = "HTTP/1.1 200\r\nX-One: " + "1".repeat(9000) + "\r\nContent-Length: 2\r\n\r\n";
                    for (int from = 0; from < head.length(); from += 7) {
                        peer.send(head.substring(from, Math.min(head.length(), from + 7)));
                    }
                    peer.send("ok");
                });
                UpstreamResponse reply = client.send(get(server.uri("/")))) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers().first("x-one")).contains("1".repeat(9000));
            assertThat(reply.bytes(10)).isEqualTo("ok".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void writesNoHeaderThatWouldNotBeOne() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitClose)) {
            for (Headers headers : List.of(
                    Headers.of("x y", "1"),
                    Headers.of("x:y", "1"),
                    Headers.of("h\u00f6", "1"),
                    Headers.of("x", "\u0000"))) {
                var failure = failure(() -> client.send(UpstreamRequest.get(server.uri("/"), headers, Calls.PATIENT)));

                assertThat(failure.kind()).isEqualTo(ErrorKind.INTERNAL);
                assertThat(failure).hasMessageContaining("a header is malformed");
            }
            eventually(() -> client.openConnections() == 0);
        }
    }

    @Test
    void usesOneConnectionForCallsInARow() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            for (String request = peer.request(); !request.isEmpty(); request = peer.request()) {
                if (request.startsWith("POST")) {
                    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    peer.chunk("data: a\n\n").chunk("data: b\n\n").send("0\r\nTrailer: x\r\n\r\n");
                } else if (request.startsWith("GET /none")) {
                    peer.send("HTTP/1.1 204 No Content\r\n\r\n");
                } else if (request.startsWith("GET /same")) {
                    peer.send("HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n");
                } else {
                    peer.answer("hello");
                }
            }
        })) {
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("hello");
            assertThat(texts(client.send(post(server.uri("/"), "{}")).events())).containsExactly("a", "b");
            assertThat(body(client.send(get(server.uri("/none"))))).isEmpty();
            assertThat(body(client.send(get(server.uri("/same"))))).isEmpty();
            client.send(get(server.uri("/"))).close();
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("hello");

            assertThat(server.accepted()).isEqualTo(1);
            assertThat(client.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void skipsInterimReplies() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")
                    .answer("real");
        })) {
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("real");
        }
    }

    @Test
    void readsUntilTheConnectionEndsWhereThereIsNoLength() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.request();
            peer.send("HTTP/1.0 200 OK\r\n\r\ndata: a\n\ndata: b");
        })) {
            assertThat(texts(client.send(get(server.uri("/"))).events())).containsExactly("a", "b");
            assertThat(client.openConnections()).isZero();
        }
    }

    @Test
    void doesNotReuseConnectionsThatTheUpstreamWantsClosed() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 1\r\n\r\nx");
            peer.awaitClose();
        })) {
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("x");
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("x");

            assertThat(server.accepted()).isEqualTo(2);
            eventually(() -> server.open() == 0);
        }
    }

    @Test
    void takesALengthThatIsSaidTwice() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            while (!peer.request().isEmpty()) {
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nok");
            }
        })) {
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("ok");
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("ok");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void doesNotReuseAConnectionWhoseReplyHadTwoLengths() throws Exception {
        assertNotReused("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
    }

    @Test
    void doesNotReuseAConnectionOnWhichMoreCameThanTheReply() throws Exception {
        String stale = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstale";
        assertNotReused("Content-Length: 2\r\n\r\nok" + stale);
        assertNotReused("Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n" + stale);
    }

    private void assertNotReused(String afterStatus) throws IOException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            while (!peer.request().isEmpty()) {
                peer.send("HTTP/1.1 200 OK\r\n" + afterStatus);
            }
        })) {
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("ok");
            eventually(() -> client.openConnections() == 0);
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("ok");
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @Test
    void decodesGzipThatNobodyAskedFor() throws Exception {
        byte[] zipped = gzip("data: zipped\n\n".repeat(1000));
        try (ScriptedServer server = new ScriptedServer(peer -> {
            while (!peer.request().isEmpty()) {
                peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.length + "\r\n\r\n")
                        .send(zipped);
            }
        })) {
            assertThat(body(client.send(get(server.uri("/"))))).hasSize(14_000);
            assertThat(texts(client.send(get(server.uri("/"))).events())).hasSize(1000);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void refusesEncodingsItDoesNotKnow() throws Exception {
        assertThat(refusal("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx"))
                .contains("content encoding");
        assertThat(refusal("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"))
                .contains("transfer encoding");
        assertThat(refusal("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain"))
                .contains("gzip");
    }

    @Test
    void refusesWhatIsNotHttp() throws Exception {
        assertThat(refusal("SSH-2.0-server\r\n\r\n")).contains("no HTTP/1.1 reply");
        assertThat(refusal("HTTP/1.1 abc\r\n\r\n")).contains("no HTTP/1.1 reply");
        assertThat(refusal("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")).contains("no HTTP/1.1 reply");
        assertThat(refusal("HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000) + "\r\n\r\n"))
                .contains("no HTTP/1.1 reply");
        assertThat(refusal("HTTP/1.1 200 OK\r\nX : y\r\n\r\n")).contains("no HTTP/1.1 reply");
        assertThat(refusal("HTTP/1.1 200 OK\r\nX: y\r\n folded\r\n\r\n")).contains("no HTTP/1.1 reply");
        assertThat(refusal("HTTP/1.1 200 OK\r\nX: \u0001\r\n\r\n")).contains("no HTTP/1.1 reply");
        assertThat(refusal("HTTP/1.1 200 OK\nContent-Length: 0\n\n")).contains("no HTTP/1.1 reply");
        assertThat(refusal("HTTP/2.0 200 OK\r\n\r\n")).contains("no HTTP/1.1 reply");
        assertThat(refusal("HTTP/1.1 2000 OK\r\n\r\n")).contains("no HTTP/1.1 reply");
        for (String length : List.of("-5", "+5", "5x", "1, 2", "1\r\nContent-Length: 2", "0".repeat(19))) {
            assertThat(refusal("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n12345"))
                    .as(length)
                    .contains("a content length that is not a number");
        }
        assertThat(refusal("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .contains("size is not a number");
        assertThat(refusal("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n"))
                .contains("longer than its size");
        assertThat(refusal("HTTP/1.1 101 Switching Protocols\r\n\r\n")).contains("protocol switch");
    }

    private String refusal(String answer) throws IOException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.request();
            peer.send(answer);
            peer.awaitClose();
        })) {
            var failure = failure(() -> body(client.send(get(server.uri("/secret?key=secret")))));
            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
            assertThat(failure).hasMessageContaining("127.0.0.1:" + server.port());
            assertThat(failure.getMessage()).doesNotContain("secret");
            eventually(() -> server.open() == 0 && client.openConnections() == 0);
            return String.valueOf(failure.getMessage());
        }
    }

    @Test
    void carriesLargeBodiesBothWays() throws Exception {
        String large = "0123456789".repeat(800_000);
        try (ScriptedServer server = new ScriptedServer(peer -> {
            while (true) {
                String request = peer.request();
                if (request.isEmpty()) {
                    return;
                }
                peer.answer(request.substring(request.indexOf("\r\n\r\n") + 4));
            }
        })) {
            assertThat(body(client.send(post(server.uri("/"), large)))).isEqualTo(large);
            assertThat(body(client.send(post(server.uri("/"), large)))).isEqualTo(large);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void refusesBodiesBeyondTheLimitAndEndsTheConnection() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.request();
            peer.answer("x".repeat(10_000));
            peer.awaitClose();
        })) {
            try (UpstreamResponse reply = client.send(get(server.uri("/")))) {
                assertThat(failure(() -> reply.bytes(9_999)).kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
            }
            try (UpstreamResponse reply = client.send(get(server.uri("/")))) {
                assertThat(reply.bytes(10_000)).hasSize(10_000);
            }
            eventually(() -> server.open() == 1);
        }
    }

    @Test
    void takesAnAnswerThatComesBeforeTheRequestIsWritten() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.send("HTTP/1.1 413 Too large\r\nContent-Length: 4\r\n\r\nmuch");
            peer.awaitClose();
        })) {
            UpstreamResponse reply = client.send(post(server.uri("/"), "x".repeat(20_000_000)));
            assertThat(reply.status()).isEqualTo(413);
            assertThat(body(reply)).isEqualTo("much");
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }
}
