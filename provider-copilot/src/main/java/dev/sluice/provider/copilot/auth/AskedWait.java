package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Headers;
import dev.sluice.provider.support.RetryAfter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** How long GitHub asks to wait; an hour at most, for people may change things meanwhile. */
final class AskedWait {
    private static final Duration MOST = Duration.ofHours(1);

    private AskedWait() {}

    static Optional<Duration> of(Headers headers, InstantSource clock) {
        return bounded(RetryAfter.asked(headers, clock));
    }

    /**
     * Reads when a limit ends. Of other refusals its end says nothing: GitHub tells every client when its count begins
     * anew, limited or not.
     */
    static Optional<Duration> ofLimit(Headers headers, InstantSource clock) {
        return bounded(RetryAfter.of(headers, clock));
    }

    private static Optional<Duration> bounded(Optional<Duration> wait) {
        return wait.filter(Duration::isPositive).map(each -> each.compareTo(MOST) > 0 ? MOST : each);
    }
}
