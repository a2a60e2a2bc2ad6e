package dev.sluice.provider.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryAfterTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "retry-after, 7, PT7S",
        "retry-after, 0.5, PT0.5S",
        "retry-after, 'Thu, 01 Jan 2026 00:00:09 GMT', PT9S",
        "retry-after, 'Wed, 31 Dec 2025 00:00:00 GMT', PT0S",
        "retry-after-ms, 1500, PT1.5S",
        "x-ratelimit-reset-requests, 6m0s, PT6M",
        "x-ratelimit-reset-requests, 1h2m3.5s, PT1H2M3.5S",
        "x-ratelimit-reset-tokens, 120ms, PT0.12S",
        "x-ratelimit-reset-tokens, 7.66s, PT7.66S",
        "x-ratelimit-reset, 1767225605000, PT5S",
        "x-ratelimit-reset, 1767225606, PT6S",
        "anthropic-ratelimit-tokens-reset, 2026-01-01T00:00:08Z, PT8S",
    })
    void readsEveryWayOfSayingWhen(String name, String value, Duration delay) {
        assertThat(RetryAfter.of(Headers.of(name, value), CLOCK)).contains(delay);
    }

    @Test
    void believesTheUpstreamsOwnClock() {
        Headers headers =
                Headers.of("date", "Thu, 01 Jan 2026 01:00:00 GMT", "retry-after", "Thu, 01 Jan 2026 01:00:04 GMT");
        assertThat(RetryAfter.of(headers, CLOCK)).contains(Duration.ofSeconds(4));
    }

    @Test
    void countsOnlyTheLimitThatIsUsedUp() {
        Headers headers = Headers.of(
                "x-ratelimit-remaining-requests", "100",
                "x-ratelimit-reset-requests", "6m0s",
                "x-ratelimit-remaining-tokens", "0",
                "x-ratelimit-reset-tokens", "2s");
        assertThat(RetryAfter.of(headers, CLOCK)).contains(Duration.ofSeconds(2));
    }

    @Test
    void tellsWhatWasAskedForFromWhenALimitEnds() {
        assertThat(RetryAfter.asked(Headers.of("x-ratelimit-reset", "5", "retry-after", "9"), CLOCK))
                .contains(Duration.ofSeconds(9));
        assertThat(RetryAfter.asked(Headers.of("x-ratelimit-reset", "5"), CLOCK))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"retry-after, soon", "retry-after, ''", "retry-after, -3", "x-ratelimit-reset-tokens, never"})
    void takesWhatIsNoTimeAsNotSaid(String name, String value) {
        assertThat(RetryAfter.of(Headers.of(name, value), CLOCK)).isEmpty();
    }
}
