package dev.sluice.gateway.connection;

import dev.sluice.gateway.config.ClientTimeouts;
import java.time.Duration;

/** How many ticks a client may take. */
record TickLimits(long idle, long header, long body, long write, long linger) {
    /** As long as nginx lingers between two reads: enough for a reply to cross the world. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final long BYTES_PER_SECOND = 16 * 1024;

    static TickLimits of(ClientTimeouts timeouts) {
        return new TickLimits(
                ticks(timeouts.idle()),
                ticks(timeouts.header()),
                ticks(timeouts.body()),
                ticks(timeouts.write()),
                ticks(LINGER));
    }

    /** Returns the time for a body of which so much has come: dripping bytes win next to nothing. */
    long body(long received) {
        return body + ticks(Duration.ofSeconds(received / BYTES_PER_SECOND));
    }

    private static long ticks(Duration duration) {
        return Math.max(1, duration.toMillis() / Ticker.PERIOD.toMillis());
    }
}
