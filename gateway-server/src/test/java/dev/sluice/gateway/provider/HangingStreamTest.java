package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers of a drop-in JAR's stream wait no longer than the deadlines say. */
@Timeout(120)
final class HangingStreamTest {
    private final DroppedIn droppedIn = new DroppedIn();

    @AfterEach
    void close() {
        droppedIn.close();
    }

    @Test
    void endsAStreamWhoseNextEventNeverComes() throws Exception {
        ProviderHandle handle = droppedIn.streaming(droppedIn.new Endless() {
            @Override
            public ServerSentEvent next() {
                if (given.incrementAndGet() > 3) {
                    droppedIn.hang();
                }
                return ServerSentEvent.of(new byte[] {1});
            }

            @Override
            public boolean ready() {
                return false;
            }
        });

        try (Reply.Streaming reply = (Reply.Streaming) handle.send(DroppedIn.REQUEST)) {
            for (int i = 0; i < 3; i++) {
                assertThat(reply.events().next()).isNotNull();
            }
            assertThat(failure(() -> reply.events().next()).kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
        }
        assertThat(handle.inFlight()).isZero();
        Patience.until("the call is given up", () -> handle.abandoned() == 1);
        droppedIn.release.countDown();
        Patience.until("it is over", () -> handle.abandoned() == 0);
    }

    @Test
    void wakesTheReaderOfAStreamThatAnotherThreadCloses() throws Exception {
        ProviderHandle handle = droppedIn.streaming(droppedIn.new Endless() {
            @Override
            public ServerSentEvent next() {
                droppedIn.hang();
                return ServerSentEvent.of(new byte[0]);
            }
        });
        Reply.Streaming reply = (Reply.Streaming) handle.send(DroppedIn.PATIENT);
        AtomicReference<ProviderException> failure = new AtomicReference<>();
        Thread reader = Thread.ofVirtual()
                .start(() -> failure.set(failure(() -> reply.events().next())));

        reply.close();

        assertThat(reader.join(Duration.ofSeconds(30))).isTrue();
        assertThat(failure.get().kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    @Test
    void passesOnWhatAProviderFloodsOnlyAsFastAsItIsRead() throws Exception {
        DroppedIn.Endless flood = droppedIn.new Endless();
        ProviderHandle handle = droppedIn.streaming(flood);

        try (Reply.Streaming reply = (Reply.Streaming) handle.send(DroppedIn.REQUEST)) {
            for (int i = 1; i <= 10_000; i++) {
                ServerSentEvent event = reply.events().next();
                assertThat(event).isNotNull().extracting(ServerSentEvent::text).isEqualTo(Integer.toString(i));
            }
            assertThat(flood.given.get()).isLessThan(10_000 + 4 * 64);
        }
        Patience.until("the stream is closed", () -> droppedIn.closedStreams.get() > 0);
        assertThat(handle.inFlight()).isZero();
    }

    @Test
    void passesTheEndAndTheFailureOfAStreamOn() {
        ProviderException broken = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "broke off");
        ProviderHandle handle = droppedIn.streaming(droppedIn.new Endless() {
            @Override
            public ServerSentEvent next() {
                if (given.get() == 5) {
                    throw broken;
                }
                return super.next();
            }
        });
        try (Reply.Streaming reply = (Reply.Streaming) handle.send(DroppedIn.REQUEST)) {
            for (int i = 0; i < 5; i++) {
                assertThat(reply.events().next()).isNotNull();
            }
            assertThat(failure(() -> reply.events().next())).isSameAs(broken);
            assertThat(failure(() -> reply.events().next())).isSameAs(broken);
        }
    }

    private static ProviderException failure(ThrowingCallable call) {
        return catchThrowableOfType(ProviderException.class, call);
    }
}
