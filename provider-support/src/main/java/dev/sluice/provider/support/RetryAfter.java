package dev.sluice.provider.support;

import dev.sluice.provider.Headers;
import dev.sluice.provider.Incubating;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how long to wait before a retry, in every form that upstreams use: {@code retry-after} in seconds or as an HTTP
 * date, {@code retry-after-ms}, and without these the reset time of an exhausted limit: a duration such as {@code 6m0s}
 * (OpenAI, Groq), seconds, an instant, or seconds or milliseconds since the epoch (OpenRouter).
 */
@Incubating(since = "0.1")
public final class RetryAfter {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,14}(\\.\\d{1,9})?");
    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?"
            + "(?:(\\d{1,8}(?:\\.\\d{1,9})?)s)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)ms)?");
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final long MILLIS_SINCE_1970 = 100_000_000_000L;
    private static final long SECONDS_SINCE_1970 = 1_000_000_000L;

    /** The names of limits within those of headers; a limit counts only if nothing of it remains. */
    private static final List<String> LIMITS = List.of("requests", "tokens", "input-tokens", "output-tokens", "");

    private final Headers headers;
    private final InstantSource clock;

    private RetryAfter(Headers headers, InstantSource clock) {
        this.headers = headers;
        this.clock = clock;
    }

    /**
     * Reads how long to wait, from any header that tells.
     *
     * @param headers those of the failed reply
     * @param clock counts from now where the reply has no date of its own
     * @return not negative; nothing if no header tells it
     */
    public static Optional<Duration> of(Headers headers, InstantSource clock) {
        RetryAfter reader = new RetryAfter(headers, clock);
        return bounded(reader.asked().or(reader::reset));
    }

    /**
     * Reads how long to wait from {@code retry-after} and {@code retry-after-ms} alone: for a failure that is no limit,
     * the reset time of a limit says nothing.
     *
     * @param headers those of the failed reply
     * @param clock counts from now where the reply has no date of its own
     * @return not negative; nothing if neither header tells it
     */
    public static Optional<Duration> asked(Headers headers, InstantSource clock) {
        return bounded(new RetryAfter(headers, clock).asked());
    }

    private static Optional<Duration> bounded(Optional<Duration> wait) {
        return wait.map(delay -> delay.isNegative() ? Duration.ZERO : delay)
                .filter(delay -> delay.compareTo(LONGEST) <= 0);
    }

    private Optional<Duration> asked() {
        return milliseconds().or(() -> headers.first("retry-after").flatMap(this::delay));
    }

    private Optional<Duration> milliseconds() {
        return headers.first("retry-after-ms")
                .map(String::strip)
                .filter(value -> NUMBER.matcher(value).matches())
                .map(value -> Duration.ofMillis((long) Double.parseDouble(value)));
    }

    private Optional<Duration> reset() {
        Duration longest = null;
        for (String vendor : List.of("x-", "anthropic-")) {
            for (String limit : LIMITS) {
                Optional<Duration> until = reset(vendor, limit);
                if (until.isPresent() && (longest == null || until.get().compareTo(longest) > 0)) {
                    longest = until.get();
                }
            }
        }
        return Optional.ofNullable(longest);
    }

    private Optional<Duration> reset(String vendor, String limit) {
        boolean bare = limit.isEmpty();
        boolean hyphened = vendor.equals("anthropic-");
        String suffix = bare ? "" : "-" + limit;
        String remaining = hyphened ? vendor + "ratelimit" + suffix + "-remaining" : "x-ratelimit-remaining" + suffix;
        String reset = hyphened ? vendor + "ratelimit" + suffix + "-reset" : "x-ratelimit-reset" + suffix;
        boolean left = headers.first(remaining)
                .filter(value -> !value.strip().equals("0"))
                .isPresent();
        return left ? Optional.empty() : headers.first(reset).flatMap(this::delay);
    }

    private Optional<Duration> delay(String text) {
        String value = text.strip();
        if (NUMBER.matcher(value).matches()) {
            return Optional.of(ofNumber(Double.parseDouble(value)));
        }
        Matcher duration = DURATION.matcher(value.toLowerCase(Locale.ROOT));
        if (!value.isEmpty() && duration.matches()) {
            return Optional.of(ofParts(duration));
        }
        // By the upstream's own date where it sends one: our clock may be wrong.
        return instant(value)
                .map(until -> Duration.between(
                        headers.first("date").flatMap(RetryAfter::instant).orElseGet(clock::instant), until));
    }

    private Duration ofNumber(double value) {
        if (value >= MILLIS_SINCE_1970) {
            return Duration.between(clock.instant(), Instant.ofEpochMilli((long) value));
        }
        if (value >= SECONDS_SINCE_1970) {
            return Duration.between(clock.instant(), Instant.ofEpochSecond((long) value));
        }
        return Duration.ofMillis((long) (value * 1_000));
    }

    private static Duration ofParts(Matcher parts) {
        double seconds = part(parts, 1) * 86_400 + part(parts, 2) * 3_600 + part(parts, 3) * 60 + part(parts, 4);
        return Duration.ofMillis((long) (seconds * 1_000 + part(parts, 5)));
    }

    private static double part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Double.parseDouble(parts.group(group));
    }

    private static Optional<Instant> instant(String value) {
        return instant(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                .or(() -> instant(value, DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    }

    private static Optional<Instant> instant(String value, DateTimeFormatter format) {
        try {
            return Optional.of(ZonedDateTime.parse(value.strip(), format).toInstant());
        } catch (DateTimeException notOfThisForm) {
            // Treated as absent.
            return Optional.empty();
        }
    }
}
