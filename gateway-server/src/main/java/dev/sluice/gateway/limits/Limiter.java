package dev.sluice.gateway.limits;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** What one client key or provider has used of its limits. */
final class Limiter {
    private final TokenBucket requests;
    private final TokenBucket tokens;
    private final AtomicInteger streams = new AtomicInteger();

    Limiter(LongSupplier ticker) {
        this.requests = new TokenBucket(ticker);
        this.tokens = new TokenBucket(ticker);
    }

    TokenBucket requests() {
        return requests;
    }

    TokenBucket tokens() {
        return tokens;
    }

    boolean startStream(int limit) {
        if (streams.incrementAndGet() > limit) {
            streams.decrementAndGet();
            return false;
        }
        return true;
    }

    void endStream() {
        streams.decrementAndGet();
    }
}
