package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.http.ClientDisconnect;
import dev.sluice.provider.ErrorKind;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StreamTest {
    private static final String REQUEST = "{\"model\":\"fake-gpt-4o\",\"stream\":true}";

    private RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    private void restart(RunningApi.Options options) {
        api.close();
        api = options.start();
    }

    private FakeStream stream(String... chunks) {
        FakeStream stream = FakeStream.of(chunks);
        api.provider.answer = request -> stream.reply();
        return stream;
    }

    @Test
    void relaysChunksWithTheRequestedModelId() {
        stream(
                        "{\"id\":\"1\",\"model\":\"gpt-4o\",\"n\":1}",
                        "{\"id\":\"1\",\"model\":\"gpt-4o\",\"n\":2, \"x\":{\"model\":\"gpt-4o\"}}",
                        "{\"choices\":[{\"model\":1}],\"model\":\"gpt-4o\"}",
                        "{\"n\":4}",
                        "{\"id\":\"1\",\"model\":\"gpt-4o-mini\"}")
                .end();

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(response.headers().firstValue("cache-control")).contains("no-cache");
        assertThat(response.headers().firstValue("x-accel-buffering")).contains("no");
        assertThat(response.body()).isEqualTo("""
                        data: {"id":"1","model":"fake-gpt-4o","n":1}

                        data: {"id":"1","model":"fake-gpt-4o","n":2, "x":{"model":"gpt-4o"}}

                        data: {"choices":[{"model":1}],"model":"fake-gpt-4o"}

                        data: {"model":"fake-gpt-4o","n":4}

                        data: {"id":"1","model":"fake-gpt-4o"}

                        data: [DONE]

                        """);
    }

    @Test
    void endsOnceWhenTheProviderSendsTheEnd() {
        stream("{\"model\":\"gpt-4o\"}", "[DONE]").end();

        assertThat(api.post(RunningApi.CHAT, REQUEST).body())
                .isEqualTo("data: {\"model\":\"fake-gpt-4o\"}\n\ndata: [DONE]\n\n");
    }

    @Test
    void sendsEachChunkAsItArrives() throws IOException {
        FakeStream stream = stream("{\"n\":1}");
        try (Socket socket = api.openChat(REQUEST)) {
            Wire wire = new Wire(socket);
            assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
            assertThat(wire.chunk()).contains("\"n\":1");
            stream.send("{\"n\":2}");
            assertThat(wire.chunk()).contains("\"n\":2");
            stream.end();
            assertThat(wire.chunk()).isEqualTo("data: [DONE]\n\n");
            assertThat(wire.chunk()).isEmpty();
        }
        assertThat(api.logLine()).contains("ending=complete");
    }

    @Test
    void batchesChunksThatAreReadyTogether() throws IOException {
        FakeStream stream = stream("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
        try (Socket socket = api.openChat(REQUEST)) {
            Wire wire = new Wire(socket);
            wire.head();
            assertThat(wire.chunk()).contains("\"n\":1", "\"n\":2", "\"n\":3");
            stream.end();
        }
    }

    @Test
    void reportsAFailureBeforeTheFirstChunkByItsStatus() {
        stream().fail(ErrorKind.UPSTREAM_TIMEOUT, "The upstream was silent for 5 minutes.");

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body()).contains("\"code\":\"upstream_timeout\"").contains("silent for 5 minutes");
    }

    @Test
    void rejectsAStreamThatEndsBeforeItStarts() {
        FakeStream stream = stream().end();

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body())
                .contains("fake-gpt-4o ended its reply before it started")
                .doesNotContain("[DONE]");
        assertThat(stream.closed.getCount()).isZero();
        assertThat(api.metrics()).contains("outcome=\"upstream_protocol\"");
    }

    @Test
    void reportsALaterFailureInOneFrameWithoutAProperEnd() throws IOException {
        FakeStream stream = stream("{\"n\":1}");
        try (Socket socket = api.openChat(REQUEST)) {
            Wire wire = new Wire(socket);
            wire.head();
            wire.chunk();
            stream.fail(ErrorKind.UPSTREAM_UNAVAILABLE, "The upstream broke off.");

            assertThat(wire.chunk())
                    .isEqualTo("data: {\"error\":{\"message\":\"The upstream broke off.\",\"type\":\"server_error\","
                            + "\"param\":null,\"code\":\"upstream_unavailable\"}}\n\n");
            assertThat(wire.rest()).isEmpty();
        }
        assertThat(api.logLine()).contains("status=200", "error=upstream_unavailable", "ending=upstream_error");
    }

    @Test
    void keepsSilentStreamsAliveWithComments() throws IOException {
        restart(RunningApi.with().silence(Duration.ofMillis(50)));
        FakeStream stream = stream("{\"n\":1}");
        try (Socket socket = api.openChat(REQUEST)) {
            Wire wire = new Wire(socket);
            wire.head();
            assertThat(wire.chunk()).contains("\"n\":1");
            assertThat(wire.chunk()).isEqualTo(": keep-alive\n\n");
            assertThat(wire.chunk()).isEqualTo(": keep-alive\n\n");
            stream.end();
            assertThat(wire.chunks()).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void closesTheUpstreamWhenTheClientDisconnectsFromASilentStream() throws Exception {
        restart(RunningApi.with().silence(Duration.ofMillis(50)));
        FakeStream stream = stream("{\"n\":1}");
        try (Socket socket = api.openChat(REQUEST)) {
            new Wire(socket).head();
            socket.setSoLinger(true, 0);
        }

        assertThat(stream.closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(api.logLine()).contains("ending=client_gone").doesNotContain("error=");
        assertThat(api.metrics()).contains("sluice_streams_total{ending=\"client_gone\"");
    }

    @Test
    void closesTheUpstreamWhenTheClientDisconnectsBeforeTheFirstChunk() throws Exception {
        FakeStream stream = stream();
        try (Socket socket = api.openChat(REQUEST)) {
            assertThat(api.provider.requests.poll(30, TimeUnit.SECONDS)).isNotNull();
            socket.setSoLinger(true, 0);
        }

        assertThat(stream.closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(api.logLine()).contains("status=499", "ending=client_gone");
    }

    @Test
    void closesTheUpstreamOnADisconnectNotification() throws Exception {
        DisconnectingClient client = new DisconnectingClient();
        restart(RunningApi.with().disconnect(client));
        FakeStream stream = stream("{\"n\":1}");
        try (Socket socket = api.openChat(REQUEST)) {
            Wire wire = new Wire(socket);
            wire.head();
            wire.chunk();
            client.disconnect();

            assertThat(wire.rest()).isEmpty();
        }
        assertThat(stream.closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(api.logLine()).contains("status=200", "ending=client_gone");
    }

    @Test
    void logsAClientThatDisconnectsBeforeTheFirstChunk() throws Exception {
        DisconnectingClient client = new DisconnectingClient();
        restart(RunningApi.with().disconnect(client));
        FakeStream stream = stream();
        try (Socket socket = api.openChat(REQUEST)) {
            // While models are still being listed, there is no stream yet that could be closed.
            assertThat(api.provider.requests.poll(30, TimeUnit.SECONDS)).isNotNull();
            client.disconnect();
            assertThat(new Wire(socket).rest()).isEmpty();
        }
        assertThat(stream.closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(api.logLine()).contains("status=499", "ending=client_gone");
    }

    @Test
    void rejectsABodyInsteadOfAStream() {
        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("\"code\":\"internal_error\"").doesNotContain("provider returned");
    }

    /** Replaces a connection that detects the disconnect. */
    private static final class DisconnectingClient implements ClientDisconnect {
        private final AtomicReference<Thread> waiting = new AtomicReference<>();
        private final CountDownLatch watched = new CountDownLatch(1);
        private volatile boolean disconnected;

        void disconnect() throws InterruptedException {
            assertThat(watched.await(30, TimeUnit.SECONDS)).isTrue();
            disconnected = true;
            waiting.get().interrupt();
        }

        @Override
        public Watch watch() {
            waiting.set(Thread.currentThread());
            watched.countDown();
            return new Watch() {
                @Override
                public boolean disconnected() {
                    return disconnected;
                }

                @Override
                public void close() {
                    // The test interrupts only a thread that waits.
                }
            };
        }
    }
}
