package dev.sluice.gateway.http;

import dev.sluice.gateway.limits.LimitReading;
import dev.sluice.provider.Headers;
import io.helidon.http.HeaderName;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reports what is left of rate limits in the headers of the client's API. Of several limits of one kind, the gateway's
 * own and the upstream's, the tightest is reported.
 */
public final class RateLimitHeaders {
    private final Clock clock;

    /** {@code clock} is for headers that report a time. */
    public RateLimitHeaders(Clock clock) {
        this.clock = clock;
    }

    /** Sets headers, unless a tighter limit is already set. */
    public void set(ServerResponse response, ApiFormat api, List<LimitReading> readings) {
        for (LimitReading reading : readings) {
            for (RateLimitFormat format : api.rateLimits()) {
                RateLimitFormat.Family family = format.family(reading.kind());
                if (left(response, family) > reading.remaining()) {
                    response.header(family.limit(), Long.toString(reading.limit()));
                    response.header(family.remaining(), Long.toString(reading.remaining()));
                    response.header(family.reset(), format.reset(clock.instant(), reading));
                }
            }
        }
    }

    /**
     * Returns the headers of an upstream, in lower case, that are dropped because a tighter limit is already set;
     * removes what is set for a looser one.
     */
    static Set<String> tighter(List<RateLimitFormat> formats, Headers reply, ServerResponse response) {
        Set<String> names = new HashSet<>();
        for (RateLimitFormat format : formats) {
            for (RateLimitFormat.Family family : format.families()) {
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

    private static long left(ServerResponse response, RateLimitFormat.Family family) {
        return response.headers().contains(family.remaining())
                ? number(response.headers().get(family.remaining()).get())
                : Long.MAX_VALUE;
    }

    /** Ignores what is not a number. */
    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }
}
