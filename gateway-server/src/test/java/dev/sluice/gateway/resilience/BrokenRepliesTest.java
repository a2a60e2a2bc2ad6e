package dev.sluice.gateway.resilience;

import static dev.sluice.gateway.resilience.ScriptedCalls.relayed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.gateway.config.TestResilience;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ScriptedProvider;
import dev.sluice.gateway.provider.TestMeters;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The circuit of a model whose replies start and then break. */
final class BrokenRepliesTest {
    private final ProviderException nonsense = failure(ErrorKind.UPSTREAM_PROTOCOL);

    private final MeterRegistry meters = TestMeters.registry();
    private ProviderCalls calls = calls(Duration.ofHours(1));

    @AfterEach
    void close() {
        calls.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT", "UPSTREAM_PROTOCOL"})
    void brokenStreamsOpenTheCircuitOfTheModel(ErrorKind kind) {
        String model = "cut-" + kind;
        breakStreams(model, kind, 4);

        assertThat(open(model)).hasMessageStartingWith("Model p-" + model + " has failed repeatedly");
        assertThat(state("p-" + model)).isEqualTo(2);
        read("fine", () -> stream("a"));
    }

    @Test
    void invalidRepliesOpenTheCircuitOfTheModel() {
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> read("page", () -> {
                        throw nonsense;
                    }))
                    .isSameAs(nonsense);
        }
        assertThat(open("page").code()).hasValue("circuit_open");
    }

    @Test
    void emptyStreamsOpenTheCircuitOfTheModel() {
        for (int i = 0; i < 4; i++) {
            assertThat(catchThrowableOfType(ProviderException.class, () -> read("empty", this::stream))
                            .kind())
                    .isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        }
        assertThat(open("empty").code()).hasValue("circuit_open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{\"id\":", "", "[]", "{} {}"})
    void bodiesThatAreNoJsonObjectsOpenTheCircuitOfTheModel(String body) {
        relayBodies("half", body, 4);
        assertThat(open("half").code()).hasValue("circuit_open");
    }

    @Test
    void anUntranslatableBodyIsNoFailure() {
        relayBodies("odd", " {\"finishReason\":\"MALFORMED_FUNCTION_CALL\"}\n", 20);
        read("odd", () -> stream("a"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT", "UPSTREAM_PROTOCOL"})
    void failuresThatAreNotTheUpstreamsAreNotCounted(ErrorKind kind) {
        breakStreams("fine", kind, 20);
        read("fine", () -> stream("a"));
    }

    @Test
    void aRefusalIsNotCounted() {
        ProviderException page = ProviderException.builder(ErrorKind.UPSTREAM_PROTOCOL, "a page")
                .upstreamStatus(403)
                .build();
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> read("walled", () -> {
                        throw page;
                    }))
                    .isSameAs(page);
        }
        read("walled", () -> stream("a"));
    }

    @Test
    void clientDisconnectsAreNotCounted() {
        for (int i = 0; i < 20; i++) {
            leave("left");
        }
        read("left", () -> stream("a"));
    }

    @Test
    void aFewBrokenStreamsAmongManyDoNotOpenTheCircuit() {
        for (int i = 0; i < 20; i++) {
            breakStreams("mostly", ErrorKind.UPSTREAM_UNAVAILABLE, 1);
            read("mostly", () -> stream("a"));
            read("mostly", () -> stream("a"));
            leave("mostly");
        }
        assertThat(state("p-mostly")).isZero();
    }

    @Test
    void oneReplyProbesAndItsStartIsNoSuccess() throws Exception {
        restart(Duration.ofSeconds(2));
        breakStreams("liar", ErrorKind.UPSTREAM_UNAVAILABLE, 4);
        awaitHalfOpen("p-liar");

        relay("liar", () -> stream("a", failure(ErrorKind.UPSTREAM_UNAVAILABLE)), events -> {
            assertThat(events.next()).isNotNull();
            assertThat(open("liar").code()).as("while another tries").hasValue("circuit_open");
            assertThatThrownBy(events::next).isInstanceOf(ProviderException.class);
        });
        assertThat(open("liar").code()).as("after it has failed").hasValue("circuit_open");
    }

    @Test
    void aCompleteReplyClosesTheCircuit() throws Exception {
        restart(Duration.ofMillis(20));
        breakStreams("healed", ErrorKind.UPSTREAM_UNAVAILABLE, 4);
        awaitHalfOpen("p-healed");

        leave("healed");
        assertThat(state("p-healed")).as("who leaves has not found out").isEqualTo(1);
        read("healed", () -> stream("a"));
        assertThat(state("p-healed")).isZero();
    }

    @Test
    void aReplyThatLastsLongEnoughClosesTheCircuit() throws Exception {
        restart(Duration.ofMillis(20));
        breakStreams("lasting", ErrorKind.UPSTREAM_UNAVAILABLE, 4);
        awaitHalfOpen("p-lasting");

        relay("lasting", () -> stream("a", "b", "c"), events -> {
            assertThat(events.next()).isNotNull();
            assertThat(state("p-lasting")).isEqualTo(1);
            pause(Duration.ofMillis(40));
            assertThat(events.next()).isNotNull();
            assertThat(state("p-lasting")).isZero();
        });
    }

    /** An attempt that an open circuit refuses must not count as the probe of another one. */
    @Test
    void anAttemptRefusedByTheReplyBreakerIsNoProbeOfTheOthers() {
        restart(Duration.ofMillis(600));
        breakWhile("both", 4, () -> {
            ProviderException busy = ProviderException.builder(ErrorKind.UPSTREAM_UNAVAILABLE, "busy")
                    .upstreamStatus(503)
                    .build();
            assertThatThrownBy(() -> read("both", () -> {
                        throw busy;
                    }))
                    .isSameAs(busy);
            assertThat(open("both").code()).hasValue("circuit_open");
            // The circuit of replies stays open for a while after that.
            pause(Duration.ofMillis(300));
        });
        Supplier<Reply> whole = () -> stream("a");

        boolean passed = false;
        while (!passed && state("p-both") != 1) {
            passed = passes("both", whole);
        }

        assertThat(passed || passes("both", whole)).isTrue();
    }

    /** Breaks streams that have all started before {@code meanwhile} runs. */
    private void breakWhile(String model, int streams, Runnable meanwhile) {
        if (streams == 0) {
            meanwhile.run();
            return;
        }
        assertThatThrownBy(() -> relay(model, () -> stream("a", failure(ErrorKind.UPSTREAM_UNAVAILABLE)), events -> {
                    assertThat(events.next()).isNotNull();
                    breakWhile(model, streams - 1, meanwhile);
                    events.next();
                }))
                .isInstanceOf(ProviderException.class)
                .hasMessage("synthetic");
    }

    private boolean passes(String model, Supplier<Reply> reply) {
        try {
            read(model, reply);
            return true;
        } catch (ProviderException refused) {
            assertThat(refused.code()).hasValue("circuit_open");
            return false;
        }
    }

    private void breakStreams(String model, ErrorKind kind, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> read(model, () -> stream("a", failure(kind))))
                    .isInstanceOf(ProviderException.class)
                    .hasMessage("synthetic");
        }
    }

    private void relayBodies(String model, String body, int times) {
        Reply reply = Reply.Complete.of(Headers.empty(), body.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> relayed(calls, route(model, () -> reply), request(), new AttemptLog(), _ -> {
                        throw nonsense;
                    }))
                    .isSameAs(nonsense);
        }
    }

    private void read(String model, Supplier<Reply> reply) {
        relay(model, reply, events -> {
            while (events.next() != null) {
                // To its end.
            }
        });
    }

    private void leave(String model) {
        relay(model, () -> stream("a", "b"), EventStream::next);
    }

    private void relay(String model, Supplier<Reply> reply, Consumer<EventStream> reader) {
        relayed(calls, route(model, reply), request(), new AttemptLog(), got -> {
            reader.accept(((Reply.Streaming) got).events());
            return got;
        });
    }

    private ProviderException open(String model) {
        return catchThrowableOfType(ProviderException.class, () -> read(model, () -> stream("a")));
    }

    private Reply stream(Object... script) {
        return new Reply.Streaming(Headers.empty(), new ScriptedStream(script));
    }

    private void restart(Duration delay) {
        calls.close();
        calls = calls(delay);
    }

    private void awaitHalfOpen(String label) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (state(label) != 1) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS);
        }
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private int state(String label) {
        return meters.meters().stream()
                .filter(meter -> meter.id().name().equals("sluice_model_circuit_state")
                        && label.equals(meter.id().tagsMap().get("model")))
                .map(meter -> ((Gauge<?>) meter).value().intValue())
                .findFirst()
                .orElseThrow();
    }

    private ProviderCalls calls(Duration delay) {
        return new ProviderCalls(
                new ResilienceConfig(
                        TestResilience.STANDARD.retry(),
                        new ResilienceConfig.Breaker(4, 60, delay),
                        TestResilience.STANDARD.bulkhead()),
                meters,
                ScriptedCalls.NO_LIMITS,
                (_, _) -> true,
                _ -> {},
                RandomGenerator.getDefault());
    }

    private static Route route(String model, Supplier<Reply> reply) {
        return new Route(
                "p-" + model,
                ProviderHandle.of("p", ScriptedProvider.answering(_ -> reply.get())),
                Model.builder(model).build(),
                Dialect.CHAT_COMPLETIONS);
    }

    private static ProviderRequest request() {
        return ProviderRequest.builder(Dialect.CHAT_COMPLETIONS, "m", new byte[0])
                .build();
    }

    private static ProviderException failure(ErrorKind kind) {
        return new ProviderException(kind, "synthetic");
    }
}
