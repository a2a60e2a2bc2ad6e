package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.http.ClientDisconnect;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that disconnects once it has everything does not interrupt the last write. */
final class LastBytesTest {
    /** More than the buffers of both sockets hold, so that writing it takes until the client reads. */
    private static final String LONG = "x".repeat(32 * 1024 * 1024);

    private final CountDownLatch unwatched = new CountDownLatch(1);
    private final FakeStream stream = FakeStream.of("{\"n\":1}");
    private volatile boolean streamWasOpen;
    private final RunningApi api = RunningApi.with().disconnect(this::watch).start();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void doesNotWatchForADisconnectWhileAWholeReplyIsWritten() throws Exception {
        api.provider.answer = request -> FakeProvider.json("{\"text\":\"" + LONG + "\"}");

        try (Socket socket = api.openChat("{\"model\":\"fake-gpt-4o\"}")) {
            assertThat(new Wire(socket).head()).startsWith("HTTP/1.1 200 ");
            assertThat(unwatched.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void doesNotWatchForADisconnectWhileTheEndOfAStreamIsWritten() throws Exception {
        stream.end();
        api.provider.answer = request -> stream.reply();

        api.post(RunningApi.CHAT, "{\"model\":\"fake-gpt-4o\",\"stream\":true}");

        assertThat(unwatched.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(streamWasOpen).isTrue();
    }

    private ClientDisconnect.Watch watch() {
        return new ClientDisconnect.Watch() {
            @Override
            public boolean disconnected() {
                return false;
            }

            @Override
            public void close() {
                if (unwatched.getCount() > 0) {
                    streamWasOpen = stream.closed.getCount() > 0;
                    unwatched.countDown();
                }
            }
        };
    }
}
