package dev.sluice.provider.copilot.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How long a Copilot token is used, by the local clock alone: GitHub's {@code expires_at} is of no use to a machine
 * whose clock is wrong, so that {@code refresh_in} is counted from the moment of the exchange.
 *
 * @param refreshAt when to fetch the next one in the background, a little before {@code freshUntil} and not at the same
 *     moment everywhere
 * @param freshUntil when GitHub wants the token refreshed; what the cache file says
 * @param validUntil until when it is used if GitHub cannot be reached; GitHub's own end is some minutes later still
 */
record Lifetime(Instant refreshAt, Instant freshUntil, Instant validUntil) {
    private static final Duration USUAL = Duration.ofMinutes(25);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final long LATEST_PERCENT = 2;
    private static final long SPREAD_PERCENT = 6;

    static Lifetime until(Instant freshUntil, Duration refreshIn, RandomGenerator random) {
        Duration onePercent = refreshIn.dividedBy(100);
        Duration ahead = onePercent.multipliedBy(LATEST_PERCENT).plus(random(onePercent, random));
        Duration margin = refreshIn.dividedBy(5);
        return new Lifetime(
                freshUntil.minus(ahead), freshUntil, freshUntil.plus(margin.compareTo(MARGIN) < 0 ? margin : MARGIN));
    }

    /** Returns {@code refresh_in}, or something sensible where GitHub sent nonsense. */
    static Duration refreshIn(long seconds, long expiresAt, Instant now) {
        if (sane(seconds)) {
            return Duration.ofSeconds(seconds);
        }
        long left = expiresAt - now.getEpochSecond();
        return sane(left) ? Duration.ofSeconds(left).multipliedBy(5).dividedBy(6) : USUAL;
    }

    private static boolean sane(long seconds) {
        return seconds > 0 && seconds <= LONGEST.toSeconds();
    }

    private static Duration random(Duration onePercent, RandomGenerator random) {
        long most = onePercent.multipliedBy(SPREAD_PERCENT).toMillis();
        return Duration.ofMillis(most > 0 ? random.nextLong(most) : 0);
    }
}
