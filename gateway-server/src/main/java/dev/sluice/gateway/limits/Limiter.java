package dev.sluice.gateway.limits;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** What one client key or provider has used. */
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

    boolean beginStream(int most) {
        if (streams.incrementAndGet() > most) {
            streams.decrementAndGet();
            return false;
        }
        return true;
    }

    void endStream() {
        streams.decrementAndGet();
    }
}
