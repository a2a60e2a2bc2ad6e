package dev.sluice.upstream;

import static dev.sluice.upstream.Calls.body;
import static dev.sluice.upstream.Calls.eventually;
import static dev.sluice.upstream.Calls.failure;
import static dev.sluice.upstream.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.UpstreamResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ManyConnectionsTest {
    private static final ScriptedServer.Script ANSWERS = peer -> {
        while (!peer.request().isEmpty()) {
            peer.answer("x");
        }
    };

    @Test
    void readsThousandStreamsAtOnceAndLeaksNone() throws Exception {
        int streams = 1000;
        CountDownLatch allOpen = new CountDownLatch(streams);
        try (HttpUpstreamClient client = HttpUpstreamClient.create();
                ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .chunk("data: a\n\n");
                    allOpen.await(60, TimeUnit.SECONDS);
                    peer.chunk("data: b\n\n").send("0\r\n\r\n");
                    peer.awaitClose();
                });
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> results = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                results.add(threads.submit(() -> {
                    EventStream events = client.send(get(server.uri("/"))).events();
                    ServerSentEvent first = events.next();
                    allOpen.countDown();
                    List<String> texts = new ArrayList<>(List.of(first == null ? "nothing" : first.text()));
                    texts.addAll(Calls.texts(events));
                    return texts;
                }));
            }
            for (Future<List<String>> result : results) {
                assertThat(result.get()).containsExactly("a", "b");
            }
            assertThat(server.accepted()).isEqualTo(streams);
            eventually(() -> client.openConnections() <= 128 && server.open() <= 128);
        }
    }

    @Test
    void keepsNoMoreIdleConnectionsThanAllowed() throws Exception {
        try (HttpUpstreamClient client =
                        HttpUpstreamClient.create(UpstreamOptions.standard().withIdle(1, Duration.ofMinutes(1)));
                ScriptedServer server = new ScriptedServer(ANSWERS)) {
            UpstreamResponse one = client.send(get(server.uri("/")));
            UpstreamResponse two = client.send(get(server.uri("/")));
            one.close();
            two.close();

            assertThat(client.openConnections()).isEqualTo(1);
            eventually(() -> server.open() == 1);
        }
    }

    @Test
    void closesConnectionsThatWereIdleForTooLong() throws Exception {
        try (HttpUpstreamClient client =
                        HttpUpstreamClient.create(UpstreamOptions.standard().withIdle(8, Duration.ofMillis(50)));
                ScriptedServer server = new ScriptedServer(ANSWERS)) {
            for (int i = 0; i < 3; i++) {
                assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("x");
                eventually(() -> client.openConnections() == 0 && server.open() == 0);
            }
        }
    }

    @Test
    void closesConnectionsThatTheOtherSideClosedWithoutACallInBetween() throws Exception {
        try (HttpUpstreamClient client = HttpUpstreamClient.create();
                ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.answer("x");
                })) {
            assertThat(body(client.send(get(server.uri("/"))))).isEqualTo("x");
            eventually(() -> client.openConnections() == 0);
        }
    }

    @Test
    void tellsWhetherTheNextEventIsHere() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        try (HttpUpstreamClient client = HttpUpstreamClient.create();
                ScriptedServer server = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .chunk("data: a\n\ndata: b\n\ndata: c");
                    more.await();
                    peer.chunk("\n\n").send("0\r\n\r\n");
                    peer.awaitClose();
                });
                EventStream events = client.send(get(server.uri("/"))).events()) {
            assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("a");
            assertThat(events.ready()).isTrue();
            assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("b");
            assertThat(events.ready()).isFalse();
            more.countDown();
            eventually(events::ready);
            assertThat(events.next()).extracting(ServerSentEvent::text).isEqualTo("c");
            eventually(events::ready);
            assertThat(events.next()).isNull();
            assertThat(events.next()).isNull();
            assertThat(client.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void asksProxiesWithWholeUrls() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer(peer -> {
                    String request = peer.request();
                    peer.answer(request.lines().findFirst().orElse(""));
                });
                HttpUpstreamClient client = through(proxy)) {
            assertThat(body(client.send(get(URI.create("http://upstream.test/v1?a=b")))))
                    .isEqualTo("GET http://upstream.test:80/v1?a=b HTTP/1.1");
        }
    }

    @Test
    void saysWhatTheProxyAnswered() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
                });
                HttpUpstreamClient client = through(proxy)) {
            var failure = failure(() -> client.send(get(URI.create("https://upstream.test/v1?a=b"))));

            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(failure)
                    .hasMessage("could not connect to upstream.test: the proxy replied 407 Proxy Authentication"
                            + " Required - name it as http://user:password@host:port in HTTPS_PROXY");
        }
    }

    @Test
    void showsUserAndPasswordToTheProxyAlone() throws Exception {
        String basic = "Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString("user:synthetic".getBytes(StandardCharsets.UTF_8));
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        try (ScriptedServer proxy = new ScriptedServer(
                        peer -> {
                            asked.add(peer.request());
                            peer.answer("plain");
                        },
                        peer -> {
                            asked.add(peer.request());
                            peer.send("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
                        });
                HttpUpstreamClient client = throughNamed("http://user:synthetic@127.0.0.1:" + proxy.port())) {
            assertThat(body(client.send(get(URI.create("http://upstream.test/v1")))))
                    .isEqualTo("plain");
            assertThat(asked.take().lines()).anyMatch(basic::equalsIgnoreCase);

            var failure = failure(() -> client.send(get(URI.create("https://upstream.test/v1"))));
            assertThat(asked.take())
                    .startsWith("CONNECT upstream.test:443 HTTP/1.1")
                    .contains("\r\n" + basic + "\r\n");
            assertThat(failure)
                    .hasMessageContaining("407")
                    .hasMessageContaining("HTTPS_PROXY")
                    .hasMessageNotContaining("synthetic");
        }
    }

    private static HttpUpstreamClient throughNamed(String proxy) {
        EnvironmentProxies proxies =
                EnvironmentProxies.of(Map.of("ALL_PROXY", proxy)).orElseThrow();
        return HttpUpstreamClient.create(UpstreamOptions.standard().withProxies(proxies));
    }

    private static HttpUpstreamClient through(ScriptedServer proxy) {
        return HttpUpstreamClient.create(UpstreamOptions.standard()
                .withProxies(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))));
    }
}
