package dev.sluice.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.gateway.config.TestResilience;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.TestMeters;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CountTokensTest {
    private final ProviderException down = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "synthetic");
    private final ProviderCalls calls = ProviderCalls.create(
            new ResilienceConfig(
                    TestResilience.STANDARD.retry(),
                    new ResilienceConfig.Breaker(2, 100, Duration.ofMinutes(5)),
                    TestResilience.STANDARD.bulkhead()),
            TestMeters.registry(),
            ScriptedCalls.NO_LIMITS,
            (provider, model) -> true);
    private int asked;

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void countsOnceAndNotWhileTheCircuitIsOpen() {
        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> count(() -> {
                        throw down;
                    }))
                    .isSameAs(down);
            assertThat(asked).isEqualTo(i);
        }
        ProviderException open = catchThrowableOfType(ProviderException.class, () -> count(() -> OptionalLong.of(7)));
        assertThat(open.code()).contains("circuit_open");
        assertThat(asked).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT"})
    void failuresOfCountsDoNotOpenTheCircuitOfTheModel(ErrorKind kind) {
        ProviderException failure =
                ProviderException.builder(kind, "synthetic").upstreamStatus(503).build();
        for (int i = 1; i <= 10; i++) {
            assertThatThrownBy(() -> count(() -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThat(asked).isEqualTo(i);
        }
    }

    @Test
    void anUnsupportedCountIsNoProbe() {
        assertThat(count(OptionalLong::empty)).isEmpty();
        assertThat(count(() -> OptionalLong.of(7))).hasValue(7);
    }

    @Test
    void containsInternalErrorsOfAProvider() {
        ProviderException defect = catchThrowableOfType(
                ProviderException.class,
                () -> count(() -> {
                    throw new IllegalStateException("synthetic");
                }));
        assertThat(defect.kind()).isEqualTo(ErrorKind.INTERNAL);
    }

    private OptionalLong count(Supplier<OptionalLong> counting) {
        Provider provider = new Provider() {
            @Override
            public List<Model> models() {
                return List.of();
            }

            @Override
            public Reply send(ProviderRequest request) {
                throw new AssertionError("a count is no call to a model");
            }

            @Override
            public OptionalLong countTokens(ProviderRequest request) {
                asked++;
                return counting.get();
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        Route route = new Route(
                "p-m", ProviderHandle.of("p", provider), Model.builder("m").build(), Dialect.MESSAGES);
        return calls.countTokens(
                route,
                ProviderRequest.builder(Dialect.MESSAGES, "m", new byte[0]).build());
    }
}
