package dev.sluice.gateway.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.http.HttpRouting;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

final class Http10Test {

    @Test
    void answersAndEndsTheConnection() throws Exception {
        assertThat(exchange("GET / HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("connection: close")
                .endsWith("\r\n\r\nplain");
    }

    @Test
    void endsTheConnectionAlsoIfAskedToKeepIt() throws Exception {
        assertThat(exchange("GET / HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n"))
                .containsIgnoringCase("connection: close")
                .doesNotContainIgnoringCase("keep-alive")
                .endsWith("plain");
    }

    @Test
    void readsABody() throws Exception {
        assertThat(exchange("POST /echo HTTP/1.0\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\nhello");
    }

    @Test
    void streamsWithoutChunks() throws Exception {
        assertThat(exchange("GET /stream HTTP/1.0\r\nHost: a\r\n\r\n"))
                .doesNotContainIgnoringCase("transfer-encoding")
                .endsWith("\r\n\r\nfirst second third ");
    }

    @Test
    void readsAHeadHoweverItIsSplit() throws Exception {
        try (GuardedServer server = server();
                RawClient client = new RawClient(server.port())) {
            for (char each : "POST /echo HTTP/1.0\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello".toCharArray()) {
                client.send(String.valueOf(each));
            }
            assertThat(client.readAll()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nhello");
        }
    }

    @Test
    void answersAfterRequestsOfHttp11OnTheSameConnection() throws Exception {
        try (GuardedServer server = server();
                RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readUntil("plain");
            assertThat(client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n").readAll())
                    .endsWith("plain");
        }
    }

    @Test
    void refusesChunkedBodies() throws Exception {
        assertThat(exchange("POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 505");
    }

    @Test
    void saysWhatIsNotFound() throws Exception {
        assertThat(exchange("GET /nowhere HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404");
    }

    @Test
    void ignoresTheOfferOfHttp2() throws Exception {
        try (GuardedServer server = server();
                RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
            assertThat(client.readUntil("plain")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void endsAConnectionThatTheClientOfHttp11WantsEnded() throws Exception {
        assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("plain");
    }

    @Test
    void passesOverEmptyLinesBeforeARequest() throws Exception {
        assertThat(exchange("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    private static String exchange(String request) throws Exception {
        try (GuardedServer server = server();
                RawClient client = new RawClient(server.port())) {
            return client.send(request).readAll();
        }
    }

    private static GuardedServer server() {
        return new GuardedServer(GuardedServer.PATIENT, Http10Test::route);
    }

    private static void route(HttpRouting.Builder routing) {
        routing.get("/", (_, response) -> response.send("plain"))
                .post("/echo", (request, response) -> response.send(GuardedServer.body(request)))
                .get("/stream", (_, response) -> {
                    try (OutputStream out = response.outputStream()) {
                        for (String word : new String[] {"first ", "second ", "third "}) {
                            out.write(word.getBytes(UTF_8));
                            out.flush();
                        }
                    }
                });
    }
}
