package dev.sluice.gateway.limits;

import dev.sluice.gateway.config.LimitsConfig.Limit;
import dev.sluice.gateway.limits.LimitReading.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One request to which limits apply. */
final class LimitedAdmission implements Admission {
    /** When a stream will end is unknown. */
    private static final Duration RETRY_STREAM = Duration.ofSeconds(1);

    private final Limiter limiter;
    private final Limit limit;
    private final String holder;
    private final LimitErrors errors;
    private boolean streaming;

    LimitedAdmission(Limiter limiter, Limit limit, String holder, LimitErrors errors) {
        this.limiter = limiter;
        this.limit = limit;
        this.holder = holder;
        this.errors = errors;
    }

    @Override
    public void request() {
        int tokens = limit.tokensPerMinute();
        if (tokens > 0) {
            TokenBucket.Level level = limiter.tokens().level(tokens);
            if (level.left() == 0) {
                throw errors.tokens(holder, tokens, level.untilOne());
            }
        }
        int requests = limit.requestsPerMinute();
        if (requests > 0 && !limiter.requests().take(requests)) {
            throw errors.requests(
                    holder, requests, limiter.requests().level(requests).untilOne());
        }
    }

    @Override
    public void stream() {
        int streams = limit.concurrentStreams();
        if (streams > 0 && !streaming) {
            if (!limiter.startStream(streams)) {
                throw errors.streams(holder, streams, RETRY_STREAM);
            }
            streaming = true;
        }
    }

    @Override
    public void charge(long tokens) {
        if (limit.tokensPerMinute() > 0) {
            limiter.tokens().charge(tokens, limit.tokensPerMinute());
        }
    }

    @Override
    public List<LimitReading> readings() {
        List<LimitReading> readings = new ArrayList<>(2);
        if (limit.requestsPerMinute() > 0) {
            readings.add(reading(Kind.REQUESTS, limiter.requests(), limit.requestsPerMinute()));
        }
        if (limit.tokensPerMinute() > 0) {
            readings.add(reading(Kind.TOKENS, limiter.tokens(), limit.tokensPerMinute()));
        }
        return readings;
    }

    private static LimitReading reading(Kind kind, TokenBucket bucket, int perMinute) {
        TokenBucket.Level level = bucket.level(perMinute);
        return new LimitReading(kind, perMinute, level.left(), level.untilFull());
    }

    @Override
    public void close() {
        if (streaming) {
            streaming = false;
            limiter.endStream();
        }
    }
}
