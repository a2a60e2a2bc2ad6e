package dev.sluice.gateway.http;

import dev.sluice.gateway.limits.LimitReading;
import dev.sluice.gateway.limits.LimitReading.Kind;
import dev.sluice.provider.Headers;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is left of rate limits, in the headers that OpenAI's API has for it and, for those who call Anthropic's, in that
 * one's as well. Of several limits of one kind, the gateway's own and the upstream's, the one of which least is left is
 * told, all of it.
 */
public final class RateLimitHeaders {
    private static final Map<Kind, Family> OPENAI = families("x-ratelimit-%2$s-%1$s");
    private static final Map<Kind, Family> ANTHROPIC = families("anthropic-ratelimit-%1$s-%2$s");

    private final Clock clock;

    private record Family(HeaderName limit, HeaderName remaining, HeaderName reset) {
        List<HeaderName> names() {
            return List.of(limit, remaining, reset);
        }
    }

    /**
     * Makes headers.
     *
     * @param clock for those that tell a time of day
     */
    public RateLimitHeaders(Clock clock) {
        this.clock = clock;
    }

    private static Map<Kind, Family> families(String format) {
        Map<Kind, Family> families = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            families.put(
                    kind,
                    new Family(
                            name(format, kind, "limit"), name(format, kind, "remaining"), name(format, kind, "reset")));
        }
        return families;
    }

    private static HeaderName name(String format, Kind kind, String part) {
        return HeaderNames.create(format.formatted(kind.name().toLowerCase(Locale.ROOT), part));
    }

    /** Returns the names of all that may be told. */
    static Stream<String> names() {
        return Stream.of(OPENAI, ANTHROPIC)
                .flatMap(families -> families.values().stream())
                .flatMap(family -> family.names().stream())
                .map(HeaderName::lowerCase);
    }

    /**
     * Sets headers, unless a tighter limit is told already.
     *
     * @param response not sent yet
     * @param style whose API the caller speaks
     * @param readings what is left of limits
     */
    public void tell(ServerResponse response, ApiStyle style, List<LimitReading> readings) {
        for (LimitReading reading : readings) {
            set(response, OPENAI.get(reading.kind()), reading, span(reading.untilFull()));
            if (style == ApiStyle.ANTHROPIC) {
                String reset = clock.instant()
                        .plus(reading.untilFull())
                        .plusNanos(999_999_999)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
                set(response, ANTHROPIC.get(reading.kind()), reading, reset);
            }
        }
    }

    private static void set(ServerResponse response, @Nullable Family family, LimitReading reading, String reset) {
        if (family != null && left(response, family) > reading.remaining()) {
            response.header(family.limit(), Long.toString(reading.limit()));
            response.header(family.remaining(), Long.toString(reading.remaining()));
            response.header(family.reset(), reset);
        }
    }

    /**
     * Finds headers of an upstream that are not to be passed on because a tighter limit is told already; what is told of
     * a looser one is taken back.
     *
     * @param reply the upstream's headers
     * @param response not sent yet
     * @return names in lower case
     */
    static Set<String> tighter(Headers reply, ServerResponse response) {
        Set<String> names = new HashSet<>();
        for (Map<Kind, Family> families : List.of(OPENAI, ANTHROPIC)) {
            for (Family family : families.values()) {
                if (!response.headers().contains(family.remaining())) {
                    continue;
                }
                long theirs = reply.first(family.remaining().lowerCase())
                        .map(RateLimitHeaders::number)
                        .orElse(Long.MAX_VALUE);
                boolean ours = left(response, family) <= theirs;
                for (HeaderName name : family.names()) {
                    if (ours) {
                        names.add(name.lowerCase());
                    } else {
                        response.headers().remove(name);
                    }
                }
            }
        }
        return names;
    }

    private static long left(ServerResponse response, Family family) {
        return response.headers().contains(family.remaining())
                ? number(response.headers().get(family.remaining()).get())
                : Long.MAX_VALUE;
    }

    /** What is no number says nothing. */
    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    /** Writes a duration as OpenAI does: {@code 20ms}, {@code 1s}, {@code 6m0s}. */
    static String span(Duration duration) {
        long millis = duration.plusNanos(999_999).toMillis();
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
