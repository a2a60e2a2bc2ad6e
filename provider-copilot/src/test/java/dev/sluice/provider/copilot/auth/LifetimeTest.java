package dev.sluice.provider.copilot.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class LifetimeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @RepeatedTest(20)
    void refreshesBeforeTheEndAndNotAlwaysAtTheSameTime() {
        Lifetime life = Lifetime.until(NOW.plusSeconds(1500), Duration.ofMinutes(25), RandomGenerator.getDefault());
        assertThat(life.refreshAt()).isBetween(NOW.plusSeconds(1380), NOW.plusSeconds(1470));
        assertThat(life.validUntil()).isEqualTo(NOW.plusSeconds(1560));
    }

    @Test
    void believesSensibleTimesOnly() {
        assertThat(Lifetime.refreshIn(1500, 0, NOW)).hasSeconds(1500);
        assertThat(Lifetime.refreshIn(0, NOW.getEpochSecond() + 1800, NOW)).hasSeconds(1500);
        assertThat(Lifetime.refreshIn(-1, NOW.getEpochSecond() - 10, NOW)).hasSeconds(1500);
        assertThat(Lifetime.refreshIn(Long.MAX_VALUE, Long.MIN_VALUE, NOW)).hasSeconds(1500);
        assertThat(Lifetime.refreshIn(3, 0, NOW)).hasSeconds(3);
    }
}
