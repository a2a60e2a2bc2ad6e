package dev.sluice.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.TestResilience;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(
            TestResilience.STANDARD.retry(),
            new RetryBudget(20, () -> 0),
            delay -> {},
            RandomGenerator.of("L64X128MixRandom"));

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void retriesOnlyTransientFailures(ErrorKind kind) {
        assertThat(policy.delay(new ProviderException(kind, "synthetic"), 1, false, Duration.ZERO)
                        .isPresent())
                .isEqualTo(kind == ErrorKind.UPSTREAM_UNAVAILABLE || kind == ErrorKind.UPSTREAM_TIMEOUT);
    }

    @Test
    void backsOffRandomlyWithinADoublingBound() {
        for (int i = 0; i < 100; i++) {
            assertThat(delay(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
            assertThat(delay(2)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        }
    }

    @Test
    void stopsAfterTheLastAttemptAndWhenTooMuchTimeHasPassed() {
        ProviderException failure = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "synthetic");
        assertThat(policy.delay(failure, 3, false, Duration.ZERO)).isEmpty();
        assertThat(policy.delay(failure, 1, false, Duration.ofSeconds(30))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UPSTREAM_UNAVAILABLE, 60", "UPSTREAM_TIMEOUT, 60", "RATE_LIMITED, 5"})
    void honoursRetryAfterUpToALimit(ErrorKind kind, long longest) {
        assertThat(policy.delay(asking(kind, longest), 1, false, Duration.ofSeconds(30)))
                .hasValueSatisfying(delay -> assertThat(delay)
                        .isBetween(
                                Duration.ofSeconds(longest),
                                Duration.ofSeconds(longest).plusMillis(200)));
        assertThat(policy.delay(asking(kind, longest + 1), 1, false, Duration.ZERO))
                .isEmpty();
        assertThat(policy.delay(asking(kind, 1), 1, false, Duration.ofSeconds(31)))
                .as("it has taken too long already")
                .isEmpty();
    }

    @Test
    void waitsOnlyBrieflyWhileAnotherCandidateRemains() {
        assertThat(policy.delay(asking(ErrorKind.UPSTREAM_UNAVAILABLE, 3), 1, true, Duration.ZERO))
                .isEmpty();
        assertThat(policy.delay(asking(ErrorKind.UPSTREAM_UNAVAILABLE, 2), 1, true, Duration.ZERO))
                .isPresent();
    }

    private Duration delay(int attempts) {
        Optional<Duration> delay = policy.delay(
                new ProviderException(ErrorKind.UPSTREAM_TIMEOUT, "synthetic"), attempts, false, Duration.ZERO);
        return delay.orElseThrow();
    }

    private static ProviderException asking(ErrorKind kind, long seconds) {
        return ProviderException.builder(kind, "synthetic")
                .retryAfter(Duration.ofSeconds(seconds))
                .build();
    }
}
