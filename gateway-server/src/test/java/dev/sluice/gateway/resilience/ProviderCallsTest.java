package dev.sluice.gateway.resilience;

import static dev.sluice.gateway.resilience.ScriptedCalls.relayed;
import static dev.sluice.gateway.resilience.ScriptedCalls.request;
import static dev.sluice.gateway.resilience.ScriptedCalls.route;
import static dev.sluice.gateway.resilience.ScriptedCalls.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.gateway.config.TestResilience;
import dev.sluice.gateway.provider.TestMeters;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProviderCallsTest {
    private final ProviderException down = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "synthetic");
    private final ProviderException limited = new ProviderException(ErrorKind.RATE_LIMITED, "synthetic");
    private static final ResilienceConfig.Bulkhead ONE_PLACE =
            new ResilienceConfig.Bulkhead(1, 0, Duration.ofSeconds(5));
    private static final Reply OK = Reply.Complete.of(Headers.empty(), new byte[] {1});

    private final MeterRegistry meters = TestMeters.registry();
    private final List<Duration> pauses = new ArrayList<>();
    private final AttemptLog attempts = new AttemptLog();
    private ProviderCalls calls = calls(TestResilience.STANDARD);

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void retriesTransientFailures() {
        assertThat(call(script(down, down, OK))).isSameAs(OK);
        assertThat(attempts.sent()).isEqualTo(3);
        assertThat(attempts.entries())
                .extracting(AttemptLog.Entry::outcome)
                .containsExactly("upstream_unavailable", "upstream_unavailable", "ok");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void countsAttemptsAndRetries() {
        long retries = counter("sluice_upstream_retries", Tag.create("reason", "upstream_unavailable"));
        long successes = counter("sluice_upstream_attempts", Tag.create("outcome", "ok"));
        assertThat(call(script(down, down, OK))).isSameAs(OK);
        assertThat(counter("sluice_upstream_retries", Tag.create("reason", "upstream_unavailable")) - retries)
                .isEqualTo(2);
        assertThat(counter("sluice_upstream_attempts", Tag.create("outcome", "ok")) - successes)
                .isEqualTo(1);
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertThatThrownBy(() -> call(script(down, down, down, OK))).isSameAs(down);
        assertThat(attempts.sent()).isEqualTo(3);
    }

    @Test
    void doesNotRetryPermanentFailures() {
        assertThatThrownBy(() -> call(script(limited, OK))).isSameAs(limited);
        assertThat(attempts.sent()).isEqualTo(1);
    }

    @Test
    void waitsForAShortRateLimit() {
        ProviderException soon = ProviderException.builder(ErrorKind.RATE_LIMITED, "synthetic")
                .retryAfter(Duration.ofSeconds(2))
                .build();
        assertThat(call(script(soon, OK))).isSameAs(OK);
        assertThat(pauses)
                .singleElement()
                .satisfies(pause -> assertThat(pause).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2200)));
        assertThat(counter("sluice_upstream_retries", Tag.create("reason", "rate_limited")))
                .isPositive();
    }

    @Test
    void doesNotRetryAfterAClientDisconnect() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> call(script(down, OK))).isSameAs(down);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts.sent()).isEqualTo(1);
    }

    @Test
    void endsTheCallWhenInterruptedBetweenTwoAttempts() {
        calls.close();
        calls = new ProviderCalls(
                TestResilience.STANDARD,
                TestMeters.registry(),
                ScriptedCalls.NO_LIMITS,
                (provider, model) -> true,
                delay -> {
                    throw new InterruptedException();
                },
                RandomGenerator.getDefault());
        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> call(script(down, OK)));
        assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void doesNotMultiplyAnOutage() {
        calls.close();
        calls = calls(new ResilienceConfig(
                TestResilience.STANDARD.retry(),
                new ResilienceConfig.Breaker(10_000, 100, Duration.ofSeconds(10)),
                TestResilience.STANDARD.bulkhead()));
        Route dead = route(request -> {
            throw down;
        });
        int sent = 0;
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            AttemptLog each = new AttemptLog();
            assertThatThrownBy(() -> relayed(calls, dead, request(), each, Function.identity()))
                    .isSameAs(down);
            sent += each.sent();
            assertThat(each.retried())
                    .as("the caller is not to retry by itself")
                    .isTrue();
            refused += each.sent() < 3 ? 1 : 0;
        }
        // Ten at first, a fifth of the requests, and one for each second that this took.
        assertThat(sent).isBetween(240, 200 + 10 + 40 + 60);
        assertThat(refused).isBetween(90, 200);
    }

    @Test
    void refusesMoreThanAProvidersLimit() throws Exception {
        calls.close();
        calls = calls(
                new ResilienceConfig(TestResilience.STANDARD.retry(), TestResilience.STANDARD.breaker(), ONE_PLACE));
        CountDownLatch relaying = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Route route = route(request -> OK);
        Thread first = Thread.ofVirtual()
                .start(() -> relayed(calls, route, request(), new AttemptLog(), reply -> {
                    relaying.countDown();
                    awaitQuietly(released);
                    return reply;
                }));
        assertThat(relaying.await(20, TimeUnit.SECONDS)).isTrue();

        ProviderException refused = catchThrowableOfType(
                ProviderException.class, () -> relayed(calls, route, request(), attempts, Function.identity()));
        assertThat(refused.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(refused.code()).hasValue("overloaded");
        assertThat(refused.retryAfter()).hasValue(Duration.ofSeconds(1));
        assertThat(attempts.sent()).isZero();
        released.countDown();
        assertThat(first.join(Duration.ofSeconds(20))).isTrue();
        assertThat(relayed(calls, route, request(), attempts, Function.<Reply>identity()))
                .isSameAs(OK);
    }

    @Test
    void doesNotChangeWhatTheRelayThrows() {
        IllegalStateException ours = new IllegalStateException("synthetic");
        AssertionError error = new AssertionError("synthetic");
        Route route = route(request -> OK);
        assertThatThrownBy(() -> relayed(calls, route, request(), attempts, reply -> {
                    throw ours;
                }))
                .isSameAs(ours);
        assertThatThrownBy(() -> relayed(calls, route, request(), attempts, reply -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void appliesNewSettingsFromTheNextRequestOn() {
        assertThat(call(script(OK))).isSameAs(OK);

        calls.change(new ResilienceConfig(
                new ResilienceConfig.Retry(
                        1,
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        20),
                TestResilience.STANDARD.breaker(),
                ONE_PLACE));

        AttemptLog later = new AttemptLog();
        assertThatThrownBy(() -> relayed(calls, route(script(down, OK)), request(), later, Function.identity()))
                .isSameAs(down);
        assertThat(later.sent()).isEqualTo(1);
        ProviderException full = catchThrowableOfType(
                ProviderException.class,
                () -> relayed(calls, route(script(OK)), request(), attempts, reply -> call(script(OK))));
        assertThat(full.code()).contains("overloaded");
        assertThat(full).hasMessageContaining("is at its limit of 1 concurrent requests");
    }

    @Test
    void forgetsFailuresOnceAProviderIsReplaced() {
        calls.change(new ResilienceConfig(
                TestResilience.STANDARD.retry(),
                new ResilienceConfig.Breaker(2, 100, Duration.ofMinutes(5)),
                TestResilience.STANDARD.bulkhead()));
        assertThatThrownBy(() -> call(script(down, down, down))).isSameAs(down);
        ProviderException open = catchThrowableOfType(ProviderException.class, () -> call(script(OK)));
        assertThat(open.code()).contains("circuit_open");

        calls.register("p");

        assertThat(call(script(OK))).isSameAs(OK);
    }

    private ProviderCalls calls(ResilienceConfig settings) {
        return new ProviderCalls(
                settings,
                meters,
                ScriptedCalls.NO_LIMITS,
                (provider, model) -> !model.startsWith("made-up"),
                pauses::add,
                RandomGenerator.getDefault());
    }

    private Reply call(Function<ProviderRequest, Reply> script) {
        return relayed(calls, route(script), request(), attempts, Function.identity());
    }

    private long counter(String name, Tag tag) {
        return meters.counter(name, List.of(Tag.create("provider", "p"), tag))
                .map(Counter::count)
                .orElse(0L);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
