package dev.sluice.upstream;

import java.time.Duration;

/** Converts durations for sockets and for messages. */
final class Times {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long BEGINNING = System.nanoTime() - 1;

    private Times() {}

    /** Monotonic time in nanoseconds, always positive. */
    static long now() {
        return System.nanoTime() - BEGINNING;
    }

    /** At most some 146 years, so that adding it to a reading of the clock does not overflow. */
    static long nanos(Duration duration) {
        try {
            return Math.min(duration.toNanos(), Long.MAX_VALUE / 2);
        } catch (ArithmeticException e) {
            // Longer than a long of nanoseconds.
            return Long.MAX_VALUE / 2;
        }
    }

    /** At least 1, because 0 means no timeout. */
    static int socketMillis(long nanos) {
        return Math.clamp((nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI, 1, Integer.MAX_VALUE);
    }

    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        return seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
