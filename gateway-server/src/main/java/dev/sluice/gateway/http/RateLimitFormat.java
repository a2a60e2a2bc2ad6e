package dev.sluice.gateway.http;

import dev.sluice.gateway.limits.LimitReading;
import dev.sluice.gateway.limits.LimitReading.Kind;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The headers in which an API reports rate limits. Immutable; shared by APIs with the same headers. */
public final class RateLimitFormat {
    private final Map<Kind, Family> families = new EnumMap<>(Kind.class);
    private final BiFunction<Instant, Duration, String> reset;

    /** The three headers of one limit. */
    record Family(HeaderName limit, HeaderName remaining, HeaderName reset) {
        List<HeaderName> names() {
            return List.of(limit, remaining, reset);
        }
    }

    private RateLimitFormat(String names, BiFunction<Instant, Duration, String> reset) {
        for (Kind kind : Kind.values()) {
            families.put(
                    kind,
                    new Family(name(names, kind, "limit"), name(names, kind, "remaining"), name(names, kind, "reset")));
        }
        this.reset = reset;
    }

    private static HeaderName name(String names, Kind kind, String part) {
        return HeaderNames.create(names.formatted(kind.name().toLowerCase(Locale.ROOT), part));
    }

    /** Reports the reset as a duration, such as {@code 6m0s}; in {@code names}, 1 is what is limited and 2 the part. */
    public static RateLimitFormat withDurations(String names) {
        return new RateLimitFormat(names, (now, left) -> duration(left));
    }

    /**
     * Reports the reset as a time, such as {@code 2026-01-01T00:00:00Z}; {@code names} as for {@link #withDurations}.
     */
    public static RateLimitFormat withTimes(String names) {
        return new RateLimitFormat(
                names,
                (now, left) -> now.plus(left)
                        .plusNanos(999_999_999)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
    }

    Family family(Kind kind) {
        Family family = families.get(kind);
        if (family == null) {
            throw new IllegalArgumentException(kind.name());
        }
        return family;
    }

    Collection<Family> families() {
        return families.values();
    }

    Stream<HeaderName> names() {
        return families.values().stream().flatMap(family -> family.names().stream());
    }

    String reset(Instant now, LimitReading reading) {
        return reset.apply(now, reading.untilFull());
    }

    static String duration(Duration left) {
        long millis = left.plusNanos(999_999).toMillis();
        if (millis > 0 && millis < 1000) {
            return millis + "ms";
        }
        long seconds = Math.ceilDiv(millis, 1000);
        String text = seconds % 60 + "s";
        if (seconds >= 60) {
            text = seconds / 60 % 60 + "m" + text;
        }
        return seconds >= 3600 ? seconds / 3600 + "h" + text : text;
    }
}
