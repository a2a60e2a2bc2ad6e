package dev.sluice.gateway.limits;

import java.time.Duration;

/**
 * What is left of one limit.
 *
 * @param kind what is limited
 * @param limit how much a minute
 * @param remaining how much is left now
 * @param untilFull how long until nothing counts as used any more
 */
public record LimitReading(Kind kind, long limit, long remaining, Duration untilFull) {
    /** What is told in headers. */
    public enum Kind {
        /** Requests a minute. */
        REQUESTS,
        /** Tokens a minute. */
        TOKENS
    }
}
