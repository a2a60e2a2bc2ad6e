package dev.sluice.upstream;

import static dev.sluice.upstream.Calls.LONG;
import static dev.sluice.upstream.Calls.SHORT;
import static dev.sluice.upstream.Calls.body;
import static dev.sluice.upstream.Calls.eventually;
import static dev.sluice.upstream.Calls.failure;
import static dev.sluice.upstream.Calls.failureOf;
import static dev.sluice.upstream.Calls.get;
import static dev.sluice.upstream.Calls.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.UpstreamResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {
    private static final ScriptedServer.Script STREAMS = peer -> {
        while (!peer.request().isEmpty()) {
            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.chunk("data: a\n\n").chunk("data: b\n\n").send("0\r\n\r\n");
        }
    };

    @TempDir
    private static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificates = Certificates.make(folder.resolve("own.p12"), "ip:127.0.0.1");
    }

    private static URI secure(ScriptedServer server) {
        return URI.create("https://127.0.0.1:" + server.port() + "/v1?key=secret");
    }

    private static HttpUpstreamClient trusting(Certificates certificates) {
        return HttpUpstreamClient.create(UpstreamOptions.standard().withTls(certificates.context()));
    }

    @Test
    void explainsCertificatesThatNobodyTrusts() throws Exception {
        try (HttpUpstreamClient client = HttpUpstreamClient.create();
                ScriptedServer server = new ScriptedServer(certificates.listener(), STREAMS)) {
            var failure = failure(() -> client.send(get(secure(server))));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(failure)
                    .hasMessageStartingWith("the certificate of 127.0.0.1:" + server.port() + " is not trusted")
                    .hasMessageContaining("company proxy")
                    .hasMessageContaining("-Djavax.net.ssl.trustStore");
            eventually(() -> client.openConnections() == 0 && server.open() == 0);
        }
    }

    @Test
    void explainsCertificatesOfOtherHosts() throws Exception {
        Certificates others = Certificates.make(folder.resolve("others.p12"), "dns:elsewhere.test");
        try (HttpUpstreamClient client = trusting(others);
                ScriptedServer server = new ScriptedServer(others.listener(), STREAMS)) {
            var failure = failure(() -> client.send(get(secure(server))));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(failure).hasMessageContaining("is not acceptable: no subject alternative names");
        }
    }

    @Test
    void explainsServersThatDoNotSpeakTls() throws Exception {
        try (HttpUpstreamClient client = HttpUpstreamClient.create();
                ScriptedServer server = new ScriptedServer(peer -> {
                    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
                    peer.awaitClose();
                })) {
            assertThat(failure(() -> client.send(get(secure(server)))))
                    .hasMessageStartingWith("the TLS handshake with 127.0.0.1:" + server.port() + " failed: ");
        }
    }

    @Test
    void keepsConnectionsAndStreamsAndCancels() throws Exception {
        try (HttpUpstreamClient client = trusting(certificates);
                ScriptedServer server = new ScriptedServer(certificates.listener(), STREAMS)) {
            for (int i = 0; i < 5; i++) {
                assertThat(Calls.texts(client.send(post(secure(server), "{}")).events()))
                        .containsExactly("a", "b");
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void endsRepliesThatFallSilent() throws Exception {
        try (HttpUpstreamClient client = trusting(certificates);
                ScriptedServer server = new ScriptedServer(certificates.listener(), peer -> {
                    if (peer.request().startsWith("GET /v1")) {
                        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                    }
                    peer.awaitClose();
                })) {
            URI silent = URI.create("https://127.0.0.1:" + server.port() + "/silent");
            var unanswered = failure(() -> client.send(get(silent, new Deadlines(LONG, SHORT, LONG))));
            assertThat(unanswered.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
            assertThat(unanswered).hasMessageEndingWith("did not answer within 200 ms");

            try (UpstreamResponse reply = client.send(get(secure(server), new Deadlines(LONG, LONG, SHORT)))) {
                var brokenOff = failure(() -> reply.bytes(100));
                assertThat(brokenOff.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
                assertThat(brokenOff).hasMessageEndingWith("sent nothing more for 200 ms");
            }
            eventually(() -> client.openConnections() == 0 && server.open() == 0);
        }
    }

    @Test
    void leavesConnectionsThatWereClosedWhileIdle() throws Exception {
        try (HttpUpstreamClient client = trusting(certificates);
                ScriptedServer server = new ScriptedServer(certificates.listener(), peer -> {
                    peer.request();
                    peer.answer("once");
                })) {
            for (int i = 1; i <= 3; i++) {
                assertThat(body(client.send(post(secure(server), "{}")))).isEqualTo("once");
                eventually(() -> server.open() == 0);
            }
            assertThat(server.accepted()).isEqualTo(3);
        }
    }

    @Test
    void closingFromAnotherThreadEndsTheWaitForTheNextEvent() throws Exception {
        try (HttpUpstreamClient client = trusting(certificates);
                ScriptedServer server = new ScriptedServer(certificates.listener(), peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .chunk("data: a\n\n");
                    peer.awaitClose();
                })) {
            for (boolean interrupt : new boolean[] {true, false}) {
                EventStream events = client.send(get(secure(server))).events();
                assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("a");
                var failure = failureOf(Thread.ofVirtual(), () -> String.valueOf(events.next()), thread -> {
                    Calls.awaitBlocked(thread);
                    if (interrupt) {
                        thread.interrupt();
                    } else {
                        events.close();
                    }
                    return interrupt;
                });
                assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
            }
            eventually(() -> server.open() == 0 && client.openConnections() == 0);
        }
    }

    @Test
    void goesThroughTheTunnelOfAProxyAndLooksAheadInTheMiddleOfARecord() throws Exception {
        Semaphore allowed = new Semaphore(Integer.MAX_VALUE / 2);
        try (ScriptedServer server = new ScriptedServer(certificates.listener(), STREAMS);
                ScriptedServer proxy = new ScriptedServer(peer -> {
                    assertThat(peer.request()).startsWith("CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1");
                    peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
                    tunnel(peer, server.port(), allowed);
                });
                HttpUpstreamClient client = HttpUpstreamClient.create(UpstreamOptions.standard()
                        .withTls(certificates.context())
                        .withProxies(ProxySelector.of(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))))) {
            assertThat(body(client.send(get(secure(server))))).isEqualTo("data: a\n\ndata: b\n\n");
            allowed.drainPermits();
            allowed.release(150);
            Thread feeder = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 2000; i++) {
                    allowed.release();
                    LockSupport.parkNanos(1_000_000);
                }
            });
            EventStream events = client.send(get(secure(server))).events();
            eventually(events::ready);
            assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("a");
            eventually(events::ready);
            assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("b");
            eventually(events::ready);
            assertThat(events.next()).isNull();
            feeder.interrupt();
            assertThat(proxy.accepted()).isEqualTo(1);
        }
    }

    /** Lets bytes to the client through one by one, as fast as allowed. */
    private static void tunnel(ScriptedServer.Peer peer, int port, Semaphore allowed)
            throws IOException, InterruptedException {
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread.ofVirtual().start(() -> {
                try {
                    peer.pumpTo(target.getOutputStream());
                } catch (IOException e) {
                    peer.failed = e;
                }
            });
            InputStream in = target.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                allowed.acquire();
                peer.send(new byte[] {(byte) next});
            }
        }
    }
}
