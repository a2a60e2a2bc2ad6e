package dev.sluice.upstream;

import static dev.sluice.upstream.Calls.failure;
import static dev.sluice.upstream.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.UpstreamResponse;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BodyStreamTest {
    private final HttpUpstreamClient client = HttpUpstreamClient.create();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void readsABodyAsItArrives() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n5\r\n\ntwo\n\r\n0\r\n\r\n");
                });
                UpstreamResponse response = client.send(get(server.uri("/")));
                InputStream body = response.stream()) {
            assertThat(body.read()).isEqualTo('o');
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("ne\ntwo\n");
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    @Test
    void saysThatABodyBrokeOff() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                });
                UpstreamResponse response = client.send(get(server.uri("/")));
                InputStream body = response.stream()) {
            assertThat(failure(body::readAllBytes).kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        }
    }

    @Test
    void closesTheReplyWithTheStream() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
            peer.request();
        })) {
            InputStream body = client.send(get(server.uri("/"))).stream();
            body.close();
            assertThat(failure(body::read).kind()).isEqualTo(ErrorKind.CANCELLED);
        }
    }
}
