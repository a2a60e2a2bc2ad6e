package dev.sluice.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(
            RetrySettings.defaults(),
            new RetryBudget(20, () -> 0),
            delay -> {},
            RandomGenerator.of("L64X128MixRandom"));

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void sendsAgainOnlyWhatMayPass(ErrorKind kind) {
        assertThat(policy.delay(new ProviderException(kind, "synthetic"), 1, Duration.ZERO)
                        .isPresent())
                .isEqualTo(kind == ErrorKind.UPSTREAM_UNAVAILABLE || kind == ErrorKind.UPSTREAM_TIMEOUT);
    }

    @Test
    void backsOffByChanceWithinADoublingBound() {
        for (int i = 0; i < 100; i++) {
            assertThat(delay(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
            assertThat(delay(2)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        }
    }

    @Test
    void stopsAfterTheLastAttemptAndWhenTooMuchTimeHasPassed() {
        ProviderException failure = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "synthetic");
        assertThat(policy.delay(failure, 3, Duration.ZERO)).isEmpty();
        assertThat(policy.delay(failure, 1, Duration.ofSeconds(30))).isEmpty();
    }

    @Test
    void waitsAsLongAsTheUpstreamAsksUpToALimit() {
        assertThat(policy.delay(asking(Duration.ofSeconds(5)), 1, Duration.ZERO))
                .hasValue(Duration.ofSeconds(5));
        assertThat(policy.delay(asking(Duration.ofSeconds(6)), 1, Duration.ZERO))
                .isEmpty();
    }

    private Duration delay(int attempts) {
        Optional<Duration> delay =
                policy.delay(new ProviderException(ErrorKind.UPSTREAM_TIMEOUT, "synthetic"), attempts, Duration.ZERO);
        return delay.orElseThrow();
    }

    private static ProviderException asking(Duration retryAfter) {
        return ProviderException.builder(ErrorKind.UPSTREAM_UNAVAILABLE, "synthetic")
                .retryAfter(retryAfter)
                .build();
    }
}
