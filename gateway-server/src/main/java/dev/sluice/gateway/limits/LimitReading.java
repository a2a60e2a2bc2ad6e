package dev.sluice.gateway.limits;

import java.time.Duration;

/**
 * What is left of one limit.
 *
 * @param limit per minute
 * @param untilFull until nothing counts as used any more
 */
public record LimitReading(Kind kind, long limit, long remaining, Duration untilFull) {
    /** What is limited, as reported in headers. */
    public enum Kind {
        /** Requests a minute. */
        REQUESTS,
        /** Tokens a minute. */
        TOKENS
    }
}
