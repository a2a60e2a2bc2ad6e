package dev.sluice.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.api.TranslatedRequest;
import dev.sluice.gateway.config.LimitsConfig;
import dev.sluice.gateway.config.TestResilience;
import dev.sluice.gateway.limits.InMemoryUsageStore;
import dev.sluice.gateway.limits.RateLimits;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ScriptedProvider;
import dev.sluice.gateway.provider.TestMeters;
import dev.sluice.gateway.resilience.AttemptLog;
import dev.sluice.gateway.resilience.ProviderCalls;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who closes a reply that is handed from one thread to another, or that is not needed any more. */
final class CandidateCallTest {
    private final RateLimits limits =
            new RateLimits(() -> LimitsConfig.NONE, TestMeters.registry(), new InMemoryUsageStore(System::nanoTime));
    private final ProviderCalls calls =
            ProviderCalls.create(TestResilience.STANDARD, TestMeters.registry(), limits, (provider, model) -> true);
    private final BlockingQueue<CandidateCall> ended = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Reply stream = new Reply.Streaming(Headers.empty(), new EventStream() {
        @Override
        public ServerSentEvent next() {
            return ServerSentEvent.of(new byte[] {1});
        }

        @Override
        public void close() {
            closed.countDown();
        }
    });

    @AfterEach
    void stop() {
        calls.close();
    }

    @Test
    void handsItsReplyToTheThreadThatTakesIt() throws Exception {
        CandidateCall call = started(request -> stream);

        try (CandidateCall taken = ended.poll(30, TimeUnit.SECONDS)) {
            assertThat(taken).isSameAs(call);
            taken.awaitEnd();
            assertThat(closed.getCount()).as("not closed yet").isEqualTo(1);
        }

        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesAReplyThatCameBeforeItWasDismissed() throws Exception {
        CandidateCall call = started(request -> stream);
        assertThat(ended.poll(30, TimeUnit.SECONDS)).isSameAs(call);

        call.dismiss();

        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesAReplyThatComesAfterItWasDismissed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CandidateCall call = started(request -> {
            asked.countDown();
            awaitUninterrupted(answer);
            return stream;
        });
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        call.dismiss();
        answer.countDown();

        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ended).as("its reply is not offered any more").isEmpty();
    }

    private CandidateCall started(Function<ProviderRequest, Reply> provider) {
        Route route = new Route(
                "p-m",
                ProviderHandle.of("p", ScriptedProvider.answering(provider)),
                Model.builder("m").build(),
                Dialect.CHAT_COMPLETIONS);
        ProviderRequest request = ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0])
                .streaming(true)
                .build();
        AttemptLog log = new AttemptLog();
        CandidateCall call = new CandidateCall(
                route,
                calls.prepare(route, log, false),
                log,
                to -> new TranslatedRequest(request, UnaryOperator.identity(), List.of()),
                Optional.empty());
        call.start(Optional.empty(), ended);
        return call;
    }

    /** As a provider does that takes no notice of interrupts. */
    private static void awaitUninterrupted(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
