package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateLimitHeadersTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.000001S, 1ms",
        "PT0.02S, 20ms",
        "PT0.9995S, 1s",
        "PT1S, 1s",
        "PT1.2S, 2s",
        "PT59.9S, 1m0s",
        "PT6M, 6m0s",
        "PT1H0M5S, 1h0m5s"
    })
    void writesDurationsAsOpenAiDoes(Duration duration, String text) {
        assertThat(RateLimitFormat.duration(duration)).isEqualTo(text);
    }
}
