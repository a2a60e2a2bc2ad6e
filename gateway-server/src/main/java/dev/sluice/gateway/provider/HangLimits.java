package dev.sluice.gateway.provider;

import dev.sluice.provider.Deadlines;
import java.time.Duration;

/**
 * How long a provider is waited for that keeps no deadline of its own. Longer than what it was told, so that one that
 * keeps its deadlines is the one to say what happened.
 */
final class HangLimits {
    /** For listing models, of which the callers wait for less. */
    static final Duration LISTING = Duration.ofSeconds(60);

    /** For starting, cancelling and telling a sign-in. */
    static final Duration SIGN_IN = Duration.ofSeconds(30);

    private static final Duration LEAST_GRACE = Duration.ofSeconds(1);
    private static final Duration MOST_GRACE = Duration.ofSeconds(30);

    private HangLimits() {}

    /** For the begin of a reply. */
    static Duration reply(Deadlines deadlines) {
        return withGrace(deadlines.connect().plus(deadlines.firstByte()));
    }

    /** For the next event. A model may think before any of them, while the upstream sends what is no event. */
    static Duration event(Deadlines deadlines) {
        boolean idleIsLonger = deadlines.idle().compareTo(deadlines.firstByte()) > 0;
        return withGrace(idleIsLonger ? deadlines.idle() : deadlines.firstByte());
    }

    private static Duration withGrace(Duration deadline) {
        Duration tenth = deadline.dividedBy(10);
        if (tenth.compareTo(LEAST_GRACE) < 0) {
            return deadline.plus(LEAST_GRACE);
        }
        return deadline.plus(tenth.compareTo(MOST_GRACE) > 0 ? MOST_GRACE : tenth);
    }
}
