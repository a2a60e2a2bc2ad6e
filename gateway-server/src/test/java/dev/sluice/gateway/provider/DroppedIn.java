package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A provider as it runs when it was dropped in, and a latch at which it may hang until the test is over. */
final class DroppedIn implements AutoCloseable {
    /** With deadlines that are soon over. */
    static final ProviderRequest REQUEST = ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0])
            .deadlines(Deadlines.each(Duration.ofMillis(100)))
            .build();

    static final ProviderRequest PATIENT =
            ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0]).build();

    final CountDownLatch release = new CountDownLatch(1);
    final AtomicInteger closedStreams = new AtomicInteger();
    final AtomicReference<ProviderContext> given = new AtomicReference<>();
    private Optional<ProviderRegistry> registry = Optional.empty();

    /** Drops it in, once. */
    ProviderHandle handle(Provider provider) {
        ProviderRegistry started = registry(provider);
        registry = Optional.of(started);
        return started.find("p").orElseThrow();
    }

    /** Drops in one that streams and does nothing else. */
    ProviderHandle streaming(EventStream events) {
        return handle(new Idle() {
            @Override
            public Reply send(ProviderRequest request) {
                return new Reply.Streaming(Headers.empty(), events);
            }
        });
    }

    @Override
    public void close() {
        release.countDown();
        registry.ifPresent(ProviderRegistry::close);
    }

    /** Heeds no interrupt. */
    void hang() {
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

    private ProviderRegistry registry(Provider provider) {
        ProviderFactory factory = new ProviderFactory() {
            @Override
            public String id() {
                return "p";
            }

            @Override
            public Provider create(ProviderContext context) {
                given.set(context);
                return provider;
            }
        };
        ProviderOrigin origin = new ProviderOrigin("providers/p.jar", Optional.empty(), Optional.empty(), true);
        PlannedProvider planned =
                new PlannedProvider("p", new FoundFactory(origin, "p", factory), new ProviderSettings(Map.of()));
        return ProviderRegistry.start(
                new ProviderPlan(List.of(planned), List.of(), List.of(), List.of()), TestEnvironment.environment());
    }

    /** Does nothing. */
    static class Idle implements Provider {
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

    /** Counts upwards, as fast as it is read. */
    class Endless implements EventStream {
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
