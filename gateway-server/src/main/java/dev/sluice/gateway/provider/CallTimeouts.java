package dev.sluice.gateway.provider;

import dev.sluice.provider.Deadlines;
import java.time.Duration;

/**
 * Time limits of calls into a drop-in JAR: a little longer than the deadlines it was given, so that a provider that
 * keeps them reports the timeout itself.
 */
final class CallTimeouts {
    /** For listing models; callers wait for less. */
    static final Duration LISTING = Duration.ofSeconds(60);

    /** For calls of a sign-in. */
    static final Duration SIGN_IN = Duration.ofSeconds(30);

    private static final Duration MIN_GRACE = Duration.ofSeconds(1);
    private static final Duration MAX_GRACE = Duration.ofSeconds(30);

    private CallTimeouts() {}

    /** For the start of a reply. */
    static Duration reply(Deadlines deadlines) {
        return withGrace(deadlines.connect().plus(deadlines.firstByte()));
    }

    /** For the next event. A model may think before any of them, while the upstream sends comments only. */
    static Duration event(Deadlines deadlines) {
        boolean idleIsLonger = deadlines.idle().compareTo(deadlines.firstByte()) > 0;
        return withGrace(idleIsLonger ? deadlines.idle() : deadlines.firstByte());
    }

    private static Duration withGrace(Duration deadline) {
        Duration tenth = deadline.dividedBy(10);
        if (tenth.compareTo(MIN_GRACE) < 0) {
            return deadline.plus(MIN_GRACE);
        }
        return deadline.plus(tenth.compareTo(MAX_GRACE) > 0 ? MAX_GRACE : tenth);
    }
}
