package dev.sluice.gateway.limits;

import dev.sluice.gateway.config.LimitsConfig.Limit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Usage that this process alone counts: a token bucket for requests, one for tokens, and a counter of streams. */
final class InMemoryUsage implements Usage {
    private static final StreamSlot UNCOUNTED = () -> {};

    private final TokenBucket requests;
    private final TokenBucket tokens;
    private final AtomicInteger streams = new AtomicInteger();

    InMemoryUsage(LongSupplier ticker) {
        this.requests = new TokenBucket(ticker);
        this.tokens = new TokenBucket(ticker);
    }

    @Override
    public Grant takeRequest(Limit limit) {
        Level tokensLeft = level(tokens, limit.tokensPerMinute());
        if (tokensLeft.left() == 0) {
            return new Grant(false, new Levels(level(requests, limit.requestsPerMinute()), tokensLeft));
        }
        if (limit.requestsPerMinute() == 0) {
            return new Grant(true, new Levels(Level.UNLIMITED, tokensLeft));
        }
        TokenBucket.Taken taken = requests.take(limit.requestsPerMinute());
        return new Grant(taken.granted(), new Levels(taken.level(), tokensLeft));
    }

    @Override
    public Levels levels(Limit limit) {
        return new Levels(level(requests, limit.requestsPerMinute()), level(tokens, limit.tokensPerMinute()));
    }

    private static Level level(TokenBucket bucket, int perMinute) {
        return perMinute == 0 ? Level.UNLIMITED : bucket.level(perMinute);
    }

    @Override
    public void chargeTokens(long amount, Limit limit) {
        if (limit.tokensPerMinute() > 0) {
            tokens.charge(amount, limit.tokensPerMinute());
        }
    }

    @Override
    public Optional<StreamSlot> takeStream(Limit limit) {
        if (limit.concurrentStreams() == 0) {
            return Optional.of(UNCOUNTED);
        }
        if (streams.incrementAndGet() > limit.concurrentStreams()) {
            streams.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(streams::decrementAndGet);
    }
}
