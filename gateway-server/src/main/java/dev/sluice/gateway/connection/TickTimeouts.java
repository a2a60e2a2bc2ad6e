package dev.sluice.gateway.connection;

import dev.sluice.gateway.config.ClientTimeouts;
import java.time.Duration;

/** Timeouts of a client, in ticks. */
record TickTimeouts(long idle, long header, long body, long write, long linger) {
    /** As long as nginx lingers between two reads. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final long BYTES_PER_SECOND = 16 * 1024;

    static TickTimeouts of(ClientTimeouts timeouts) {
        return new TickTimeouts(
                ticks(timeouts.idle()),
                ticks(timeouts.header()),
                ticks(timeouts.body()),
                ticks(timeouts.write()),
                ticks(LINGER));
    }

    /** Returns the time for a body of which so many bytes were received: sending byte by byte gains next to nothing. */
    long body(long received) {
        return body + ticks(Duration.ofSeconds(received / BYTES_PER_SECOND));
    }

    private static long ticks(Duration duration) {
        return Math.max(1, duration.toMillis() / Ticker.PERIOD.toMillis());
    }
}
