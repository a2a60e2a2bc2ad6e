package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How one provider gives way to another of the same id. */
final class HandOverTest {
    private static final ProviderRequest REQUEST =
            ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0]).build();

    private final CountDownLatch oldClosed = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final ProviderHandle old = ProviderHandle.of("p", new Streaming());
    private final ProviderHandle next = ProviderHandle.of(
            "p",
            ScriptedProvider.answering(
                    request -> Reply.Complete.of(Headers.empty(), "new".getBytes(StandardCharsets.UTF_8))));

    @Test
    void letsARunningStreamEndWhereItBeganAndClosesTheProviderThen() throws Exception {
        Reply.Streaming first = (Reply.Streaming) old.send(REQUEST);
        Reply.Streaming second = (Reply.Streaming) old.send(REQUEST);

        old.drainAndReplace(next, handle -> done.countDown());
        first.close();
        first.close();

        assertThat(second.events().next()).isNotNull();
        assertThat(oldClosed.getCount()).isEqualTo(1);
        second.close();
        assertThat(oldClosed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void passesNewCallsOnToItsSuccessor() throws Exception {
        old.drainAndReplace(next, handle -> done.countDown());

        Reply.Complete reply = (Reply.Complete) old.send(REQUEST);

        assertThat(reply.body()).asString().isEqualTo("new");
        assertThat(old.models()).isEmpty();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(oldClosed.getCount()).isZero();
    }

    @Test
    void saysOnceThatItIsDoneHoweverManyCallsComeTooLate() throws Exception {
        AtomicInteger times = new AtomicInteger();
        old.drainAndReplace(next, handle -> {
            times.incrementAndGet();
            done.countDown();
        });
        for (int i = 0; i < 20; i++) {
            old.send(REQUEST).close();
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(old.inFlight()).isZero();
        assertThat(times).hasValue(1);
    }

    @Test
    void saysThatItIsSwitchedOffWithoutASuccessor() {
        old.drainAndReplace(null, handle -> done.countDown());

        assertThatThrownBy(() -> old.send(REQUEST))
                .isInstanceOf(ProviderException.class)
                .hasMessage("Provider p was just removed.");
    }

    /** Streams one event again and again, until it is closed. */
    private final class Streaming implements Provider {
        @Override
        public List<Model> models() {
            return List.of(Model.builder("m").build());
        }

        @Override
        public Reply send(ProviderRequest request) {
            return new Reply.Streaming(Headers.empty(), new EventStream() {
                @Override
                public ServerSentEvent next() {
                    if (oldClosed.getCount() == 0) {
                        throw new IllegalStateException("closed already");
                    }
                    return ServerSentEvent.of(new byte[0]);
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            });
        }

        @Override
        public void close() {
            oldClosed.countDown();
        }
    }
}
