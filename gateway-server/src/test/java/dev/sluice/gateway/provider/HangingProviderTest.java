package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import io.helidon.metrics.api.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A dropped-in provider that keeps no deadline and heeds no interrupt costs threads, and no caller. */
@Timeout(120)
final class HangingProviderTest {
    private static final ProviderRequest REQUEST = ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0])
            .deadlines(Deadlines.each(Duration.ofMillis(100)))
            .build();

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger closedStreams = new AtomicInteger();
    private ProviderRegistry registry = registry(new Idle());

    @AfterEach
    void close() {
        release.countDown();
        registry.close();
    }

    @Test
    void answersTheCallerOfASendThatNeverReturns() throws Exception {
        ProviderHandle handle = droppedIn(new Idle() {
            @Override
            public Reply send(ProviderRequest request) {
                hang();
                return new Reply.Streaming(Headers.empty(), new Endless());
            }
        });

        ProviderException failure = failure(() -> handle.send(REQUEST));

        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
        assertThat(failure.code()).contains("provider_hangs");
        assertThat(handle.abandoned()).isEqualTo(1);
        assertThat(handle.inFlight()).isZero();

        release.countDown();
        Patience.until("the call is over", () -> handle.abandoned() == 0);
        Patience.until("the reply that came too late is closed", () -> closedStreams.get() > 0);
    }

    @Test
    void abandonsNobodyWhoHeedsTheInterrupt() {
        ProviderHandle handle = droppedIn(new Idle() {
            @Override
            public Reply send(ProviderRequest request) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new ProviderException(ErrorKind.CANCELLED, "interrupted", e);
                }
                return Reply.Complete.of(Headers.empty(), new byte[0]);
            }
        });

        assertThat(failure(() -> handle.send(REQUEST)).kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
        assertThat(handle.abandoned()).isZero();
    }

    @Test
    void endsACallWhoseCallerLeaves() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ProviderHandle handle = droppedIn(new Idle() {
            @Override
            public Reply send(ProviderRequest request) {
                entered.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                throw new ProviderException(ErrorKind.CANCELLED, "interrupted");
            }
        });
        AtomicReference<ProviderException> failure = new AtomicReference<>();
        ProviderRequest patient = ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0])
                .build();
        Thread caller = Thread.ofVirtual().start(() -> failure.set(failure(() -> handle.send(patient))));
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
        assertThat(failure.get().kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    @Test
    void endsAStreamWhoseNextEventNeverComes() throws Exception {
        ProviderHandle handle = droppedIn(streaming(new Endless() {
            @Override
            public ServerSentEvent next() {
                if (given.incrementAndGet() > 3) {
                    hang();
                }
                return ServerSentEvent.of(new byte[] {1});
            }

            @Override
            public boolean ready() {
                return false;
            }
        }));

        try (Reply.Streaming reply = (Reply.Streaming) handle.send(REQUEST)) {
            for (int i = 0; i < 3; i++) {
                assertThat(reply.events().next()).isNotNull();
            }
            assertThat(failure(() -> reply.events().next()).kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
        }
        assertThat(handle.inFlight()).isZero();
        Patience.until("the call is given up", () -> handle.abandoned() == 1);
        release.countDown();
        Patience.until("it is over", () -> handle.abandoned() == 0);
    }

    @Test
    void wakesTheReaderOfAStreamThatAnotherThreadCloses() throws Exception {
        ProviderHandle handle = droppedIn(streaming(new Endless() {
            @Override
            public ServerSentEvent next() {
                hang();
                return ServerSentEvent.of(new byte[0]);
            }
        }));
        ProviderRequest patient = ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0])
                .build();
        Reply.Streaming reply = (Reply.Streaming) handle.send(patient);
        AtomicReference<ProviderException> failure = new AtomicReference<>();
        Thread reader = Thread.ofVirtual()
                .start(() -> failure.set(failure(() -> reply.events().next())));

        reply.close();

        assertThat(reader.join(Duration.ofSeconds(30))).isTrue();
        assertThat(failure.get().kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    @Test
    void passesOnWhatAProviderFloodsOnlyAsFastAsItIsRead() throws Exception {
        Endless flood = new Endless();
        ProviderHandle handle = droppedIn(streaming(flood));

        try (Reply.Streaming reply = (Reply.Streaming) handle.send(REQUEST)) {
            for (int i = 1; i <= 10_000; i++) {
                ServerSentEvent event = reply.events().next();
                assertThat(event).isNotNull().extracting(ServerSentEvent::text).isEqualTo(Integer.toString(i));
            }
            assertThat(flood.given.get()).isLessThan(10_000 + 4 * 64);
        }
        Patience.until("the stream is closed", () -> closedStreams.get() > 0);
        assertThat(handle.inFlight()).isZero();
    }

    @Test
    void passesTheEndAndTheFailureOfAStreamOn() {
        ProviderException broken = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "broke off");
        ProviderHandle handle = droppedIn(streaming(new Endless() {
            @Override
            public ServerSentEvent next() {
                if (given.get() == 5) {
                    throw broken;
                }
                return super.next();
            }
        }));
        try (Reply.Streaming reply = (Reply.Streaming) handle.send(REQUEST)) {
            for (int i = 0; i < 5; i++) {
                assertThat(reply.events().next()).isNotNull();
            }
            assertThat(failure(() -> reply.events().next())).isSameAs(broken);
            assertThat(failure(() -> reply.events().next())).isSameAs(broken);
        }
    }

    @Test
    void asksForNoImpedimentAgainWhileTheLastAnswerIsOutstanding() {
        AtomicInteger asked = new AtomicInteger();
        ProviderHandle handle = droppedIn(new Idle() {
            @Override
            public Optional<String> impediment() {
                asked.incrementAndGet();
                hang();
                return Optional.empty();
            }
        });

        for (int i = 0; i < 5; i++) {
            assertThat(handle.impediment())
                    .hasValueSatisfying(text -> assertThat(text).contains("impediment"));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void closesWithoutWaitingForeverAndCountsWhatIsLeft() throws Exception {
        AtomicReference<ProviderContext> lent = new AtomicReference<>();
        CountDownLatch running = new CountDownLatch(1);
        ProviderHandle handle = droppedIn(new Idle(), lent);
        Future<Boolean> stubborn = lent.get().tasks().start("stubborn", () -> {
            running.countDown();
            hang();
            return true;
        });
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stubborn.isDone()).isFalse();
        double before = leaks();

        handle.close();

        Patience.until("the leak is counted", () -> leaks() > before);
    }

    private static double leaks() {
        return TestMeters.registry()
                .counter("sluice_provider_faults", List.of(Tag.create("provider", "p"), Tag.create("kind", "leak")))
                .orElseThrow()
                .count();
    }

    private void hang() {
        boolean released = false;
        while (!released) {
            try {
                release.await();
                released = true;
            } catch (InterruptedException e) {
                // That is what makes it hang.
                assertThat(release.getCount()).isPositive();
            }
        }
    }

    private static ProviderException failure(ThrowingCallable call) {
        return catchThrowableOfType(ProviderException.class, call);
    }

    private ProviderHandle droppedIn(Provider provider) {
        return droppedIn(provider, new AtomicReference<>());
    }

    private ProviderHandle droppedIn(Provider provider, AtomicReference<ProviderContext> lent) {
        registry.close();
        registry = registry(provider, lent);
        return registry.find("p").orElseThrow();
    }

    private static ProviderRegistry registry(Provider provider) {
        return registry(provider, new AtomicReference<>());
    }

    private static ProviderRegistry registry(Provider provider, AtomicReference<ProviderContext> lent) {
        ProviderFactory factory = new ProviderFactory() {
            @Override
            public String id() {
                return "p";
            }

            @Override
            public Provider create(ProviderContext context) {
                lent.set(context);
                return provider;
            }
        };
        ProviderOrigin origin = new ProviderOrigin("providers/p.jar", Optional.empty(), Optional.empty(), true);
        PlannedProvider planned =
                new PlannedProvider("p", new FoundFactory(origin, "p", factory), new ProviderSettings(Map.of()));
        return ProviderRegistry.start(
                new ProviderPlan(List.of(planned), List.of(), List.of()), TestEnvironment.environment());
    }

    private static Provider streaming(EventStream events) {
        return new Idle() {
            @Override
            public Reply send(ProviderRequest request) {
                return new Reply.Streaming(Headers.empty(), events);
            }
        };
    }

    /** Does nothing. */
    private static class Idle implements Provider {
        @Override
        public List<Model> models() {
            return List.of();
        }

        @Override
        public Reply send(ProviderRequest request) {
            return Reply.Complete.of(Headers.empty(), new byte[0]);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    /** Counts upwards, as fast as it is asked. */
    private class Endless implements EventStream {
        final AtomicInteger given = new AtomicInteger();

        @Override
        public ServerSentEvent next() {
            return ServerSentEvent.of(Integer.toString(given.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void close() {
            closedStreams.incrementAndGet();
        }
    }
}
