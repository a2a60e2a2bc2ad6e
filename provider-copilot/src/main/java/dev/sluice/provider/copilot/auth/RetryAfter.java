package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Headers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads how long GitHub asks to wait. */
final class RetryAfter {
    private static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {}

    /** Reads {@code Retry-After}, in seconds or as a date. */
    static Optional<Duration> of(Headers headers, Clock clock) {
        return bounded(asked(headers, clock));
    }

    /**
     * Reads when a limit ends, by {@code X-RateLimit-Reset} too. Of other refusals that says nothing: GitHub tells
     * every caller when its count begins anew, limited or not.
     */
    static Optional<Duration> ofLimit(Headers headers, Clock clock) {
        return bounded(asked(headers, clock)
                .or(() -> headers.first("x-ratelimit-reset")
                        .filter(value -> value.matches("\\d{1,12}"))
                        .map(value ->
                                Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(value))))));
    }

    private static Optional<Duration> asked(Headers headers, Clock clock) {
        return headers.first("retry-after").flatMap(value -> parse(value.strip(), clock));
    }

    private static Optional<Duration> bounded(Optional<Duration> wait) {
        return wait.filter(each -> !each.isNegative()).map(each -> each.compareTo(MOST) > 0 ? MOST : each);
    }

    private static Optional<Duration> parse(String value, Clock clock) {
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant when = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(clock.instant(), when));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
