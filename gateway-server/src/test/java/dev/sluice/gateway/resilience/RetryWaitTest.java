package dev.sluice.gateway.resilience;

import static dev.sluice.gateway.resilience.ScriptedCalls.relayed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.gateway.config.TestResilience;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ScriptedProvider;
import dev.sluice.gateway.provider.TestMeters;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request's permit while it waits as long as its upstream asks. */
final class RetryWaitTest {
    private static final Reply OK = Reply.Complete.of(Headers.empty(), new byte[] {1});

    private final ProviderException later = ProviderException.builder(ErrorKind.UPSTREAM_UNAVAILABLE, "synthetic")
            .retryAfter(Duration.ofSeconds(30))
            .build();
    private final ProviderException soon = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "synthetic");
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private ProviderCalls calls = calls(1);

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void freesThePermitWhileItWaits() throws Exception {
        FutureTask<Reply> first = start(failingOnce(later));
        assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(call(request -> OK)).isSameAs(OK);

        over.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isSameAs(OK);
        assertThat(call(request -> OK)).as("the place is free again").isSameAs(OK);
    }

    @Test
    void queuesForAPermitAfterTheWait() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        Function<ProviderRequest, Reply> script = failingOnce(later);
        FutureTask<Reply> first = start(request -> {
            sent.incrementAndGet();
            return script.apply(request);
        });
        assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();

        relayed(calls, route(request -> OK), request(), new AttemptLog(), reply -> {
            over.countDown();
            while (waitingForAPlace() == 0) {
                Thread.onSpinWait();
            }
            assertThat(sent).hasValue(1);
            return reply;
        });

        assertThat(first.get(30, TimeUnit.SECONDS)).isSameAs(OK);
        assertThat(sent).hasValue(2);
    }

    @Test
    void reportsTheUpstreamsFailureIfTheBulkheadIsFullAfterTheWait() throws Exception {
        calls.close();
        calls = calls(0);
        FutureTask<Reply> first = start(failingOnce(later));
        assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();

        relayed(calls, route(request -> OK), request(), new AttemptLog(), reply -> {
            over.countDown();
            assertThat(first)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withCause(later);
            return reply;
        });

        assertThat(call(request -> OK)).as("no place was left twice, or kept").isSameAs(OK);
        assertThat(inFlight()).isZero();
    }

    @Test
    void releasesNoPermitAfterADisconnectDuringTheWait() throws Exception {
        FutureTask<Reply> first = new FutureTask<>(() -> call(failingOnce(later)));
        Thread thread = Thread.ofVirtual().start(first);
        assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();

        thread.interrupt();

        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        assertThat(inFlight()).isZero();
        ProviderException second = catchThrowableOfType(
                ProviderException.class,
                () -> relayed(calls, route(request -> OK), request(), new AttemptLog(), reply -> {
                    assertThat(inFlight()).isEqualTo(1);
                    throw soon;
                }));
        assertThat(second).isSameAs(soon);
        assertThat(inFlight()).isZero();
    }

    @Test
    void keepsThePermitDuringABackoff() throws Exception {
        calls.close();
        calls = calls(0);
        FutureTask<Reply> first = start(failingOnce(soon));
        assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();

        ProviderException full = catchThrowableOfType(ProviderException.class, () -> call(request -> OK));
        assertThat(full.code()).hasValue("overloaded");

        over.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isSameAs(OK);
    }

    private ProviderCalls calls(int queue) {
        return new ProviderCalls(
                new ResilienceConfig(
                        TestResilience.STANDARD.retry(),
                        TestResilience.STANDARD.breaker(),
                        new ResilienceConfig.Bulkhead(1, queue, Duration.ofSeconds(30))),
                TestMeters.registry(),
                ScriptedCalls.NO_LIMITS,
                (provider, model) -> true,
                delay -> {
                    waiting.countDown();
                    over.await();
                },
                RandomGenerator.getDefault());
    }

    private FutureTask<Reply> start(Function<ProviderRequest, Reply> script) {
        FutureTask<Reply> task = new FutureTask<>(() -> call(script));
        Thread.ofVirtual().start(task);
        return task;
    }

    private Reply call(Function<ProviderRequest, Reply> script) {
        return relayed(calls, route(script), request(), new AttemptLog(), Function.identity());
    }

    private int waitingForAPlace() {
        return calls.guard("p").bulkhead().waiting();
    }

    private int inFlight() {
        return calls.guard("p").bulkhead().inFlight();
    }

    private static Function<ProviderRequest, Reply> failingOnce(ProviderException failure) {
        AtomicInteger asked = new AtomicInteger();
        return request -> {
            if (asked.getAndIncrement() == 0) {
                throw failure;
            }
            return OK;
        };
    }

    private static Route route(Function<ProviderRequest, Reply> script) {
        return new Route(
                "p-m",
                ProviderHandle.of("p", ScriptedProvider.answering(script)),
                Model.builder("m").build(),
                Dialect.CHAT_COMPLETIONS);
    }

    private static ProviderRequest request() {
        return ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0])
                .build();
    }
}
