package dev.sluice.provider;

import java.time.Duration;

/**
 * How long to wait for an upstream, phase by phase. There is no total: a healthy stream may last as
 * long as it likes.
 *
 * @param connect until a connection stands, TLS included
 * @param firstByte from the request's last byte to the head of the reply
 * @param idle between two pieces of the reply's body
 */
@Stable(since = "1.0")
public record Deadlines(Duration connect, Duration firstByte, Duration idle) {
    private static final Deadlines STANDARD =
            new Deadlines(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(2));

    /** Refuses durations that are not positive. */
    public Deadlines {
        requirePositive(connect, "connect");
        requirePositive(firstByte, "firstByte");
        requirePositive(idle, "idle");
    }

    /**
     * Returns deadlines for calls to a model, which may think for minutes.
     *
     * @return 10 seconds, 5 minutes, 2 minutes
     */
    public static Deadlines standard() {
        return STANDARD;
    }

    /**
     * Returns deadlines for small calls that answer at once, such as fetching a token.
     *
     * @param each the limit of every phase
     * @return the same limit for all phases
     */
    public static Deadlines each(Duration each) {
        return new Deadlines(each, each, each);
    }

    private static void requirePositive(Duration value, String name) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
