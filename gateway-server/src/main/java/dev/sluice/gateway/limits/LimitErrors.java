package dev.sluice.gateway.limits;

import dev.sluice.gateway.limits.UsageStore.Holder;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.time.Duration;
import java.util.List;

/** The errors of requests that exceed a limit, each counted. */
final class LimitErrors {
    private final Counter requests;
    private final Counter tokens;
    private final Counter streams;

    LimitErrors(String kind, MeterRegistry meters) {
        this.requests = counter(kind, "requests", meters);
        this.tokens = counter(kind, "tokens", meters);
        this.streams = counter(kind, "streams", meters);
    }

    private static Counter counter(String kind, String limit, MeterRegistry meters) {
        return meters.getOrCreate(Counter.builder("sluice_rate_limited")
                .description("Requests refused by the gateway's own rate limits, by holder and limit")
                .tags(List.of(Tag.create("holder", kind), Tag.create("limit", limit))));
    }

    ProviderException requests(Holder holder, int limit, Duration wait) {
        requests.increment();
        return error("Rate limit reached for " + holder + ": " + limit + " requests per minute.", wait);
    }

    ProviderException tokens(Holder holder, int limit, Duration wait) {
        tokens.increment();
        return error(
                "Rate limit reached for " + holder + ": " + limit
                        + " tokens per minute, which earlier replies have used up.",
                wait);
    }

    ProviderException streams(Holder holder, int limit, Duration wait) {
        streams.increment();
        return error("Limit reached for " + holder + ": " + limit + " streams at a time.", wait);
    }

    private static ProviderException error(String which, Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return ProviderException.builder(
                        ErrorKind.RATE_LIMITED,
                        which + " This is the gateway's own limit; try again in " + seconds + " s.")
                .code("rate_limit_exceeded")
                .retryAfter(Duration.ofSeconds(seconds))
                .build();
    }
}
