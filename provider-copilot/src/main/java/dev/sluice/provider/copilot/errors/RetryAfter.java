package dev.sluice.provider.copilot.errors;

import dev.sluice.provider.Headers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code retry-after}, which Copilot sends as seconds or as an HTTP date. */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,8}");
    private static final Duration LONGEST = Duration.ofDays(366);

    private RetryAfter() {}

    static Optional<Duration> of(Headers headers, Clock clock) {
        return headers.first("retry-after")
                .map(String::strip)
                .flatMap(value -> delay(value, headers, clock))
                .map(delay -> delay.isNegative() ? Duration.ZERO : delay)
                .filter(delay -> delay.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> delay(String value, Headers headers, Clock clock) {
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        // The upstream's own date, where it gives one: our clock may be wrong.
        return httpDate(value)
                .map(until -> Duration.between(
                        headers.first("date").flatMap(RetryAfter::httpDate).orElseGet(clock::instant), until));
    }

    private static Optional<Instant> httpDate(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notADate) {
            // Neither form: as good as absent.
            return Optional.empty();
        }
    }
}
