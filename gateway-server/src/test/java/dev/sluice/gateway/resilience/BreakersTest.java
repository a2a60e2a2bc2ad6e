package dev.sluice.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ScriptedProvider;
import dev.sluice.gateway.provider.TestMeters;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BreakersTest {
    private static final ResilienceConfig.Breaker FOUR = new ResilienceConfig.Breaker(4, 50, Duration.ofHours(1));
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ProviderException refused =
            new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "connection refused");
    private final ProviderException busy = ProviderException.builder(ErrorKind.UPSTREAM_UNAVAILABLE, "busy")
            .upstreamStatus(503)
            .build();

    private final ExecutorService timer = Executors.newVirtualThreadPerTaskExecutor();
    private final MeterRegistry meters = TestMeters.registry();
    // Gauges of an id live as long as the process.
    private final String id = "broken" + COUNT.incrementAndGet();
    private final ProviderHandle provider = ProviderHandle.of(id, ScriptedProvider.answering(request -> {
        throw busy;
    }));
    private final Breakers breakers =
            new Breakers(id, FOUR, timer, meters, (id, model) -> !model.startsWith("made-up"));

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void opensTheCircuitOfAFailingModelOnly() {
        fail("bad", busy, 4);
        assertThat(open("bad")).hasMessageStartingWith("Model " + id + "-bad has failed repeatedly");
        assertThat(open("bad").code()).hasValue("circuit_open");
        succeed("good");
        assertThat(state(id + "-bad")).isEqualTo(2);
        assertThat(state(id + "-good")).isZero();
    }

    @Test
    void countsTimeoutsForTheModelOnly() {
        fail("slow", new ProviderException(ErrorKind.UPSTREAM_TIMEOUT, "synthetic"), 4);
        assertThat(open("slow")).hasMessageStartingWith("Model " + id + "-slow");
        succeed("good");
    }

    @Test
    void opensTheCircuitOfAProviderThatCannotBeReached() {
        fail("one", refused, 2);
        fail("two", refused, 2);
        assertThat(open("three")).hasMessageStartingWith("Provider " + id + " has failed repeatedly");
        breakers.forget();
        succeed("three");
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT"})
    void ignoresFailuresThatAreNotTheUpstreams(ErrorKind kind) {
        fail("fine", new ProviderException(kind, "synthetic"), 20);
        succeed("fine");
    }

    @Test
    void sharesOneBreakerAmongUnlistedModels() {
        for (int i = 0; i < 4; i++) {
            fail("made-up-" + i, busy, 1);
        }
        assertThat(open("made-up-9")).hasMessageStartingWith("A model of provider " + id + " has failed");
        succeed("listed");
        assertThat(state("unknown")).isEqualTo(2);
        assertThat(gauge(id + "-made-up-0")).isEmpty();
    }

    private void fail(String model, ProviderException failure, int times) {
        for (int i = 0; i < times; i++) {
            breakers.ofProvider().failed(failure);
            breakers.ofModel(route(model)).failed(failure);
        }
    }

    private void succeed(String model) {
        breakers.ofProvider().succeeded();
        breakers.ofModel(route(model)).succeeded();
    }

    private ProviderException open(String model) {
        return catchThrowableOfType(ProviderException.class, () -> succeed(model));
    }

    private Route route(String model) {
        return new Route(id + "-" + model, provider, Model.builder(model).build(), Dialect.CHAT_COMPLETIONS);
    }

    private int state(String label) {
        return gauge(label).orElseThrow().value().intValue();
    }

    private Optional<Gauge<?>> gauge(String label) {
        return meters.meters().stream()
                .filter(meter -> meter.id().name().equals("sluice_model_circuit_state")
                        && id.equals(meter.id().tagsMap().get("provider"))
                        && label.equals(meter.id().tagsMap().get("model")))
                .<Gauge<?>>map(meter -> (Gauge<?>) meter)
                .findFirst();
    }
}
