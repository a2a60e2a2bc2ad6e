package dev.sluice.gateway.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How one request fared: each time it was sent, in order. For use by the request's own thread. */
public final class Attempts {
    private final List<Attempt> ended = new ArrayList<>(1);
    private int begun;

    /**
     * One time that a request was sent.
     *
     * @param provider the provider's id
     * @param outcome {@code ok}, or why it failed, as a lower-case word
     * @param duration until the reply's head or first event, or until the failure
     */
    public record Attempt(String provider, String outcome, Duration duration) {}

    /** Makes the record of a request that has not been sent yet. */
    public Attempts() {
        // Nothing has been tried.
    }

    void begin() {
        begun++;
    }

    void end(String provider, String outcome, long startedNanos) {
        ended.add(new Attempt(provider, outcome, Duration.ofNanos(System.nanoTime() - startedNanos)));
    }

    /**
     * Returns how often the request was sent.
     *
     * @return zero if it never got as far
     */
    public int count() {
        return begun;
    }

    /**
     * Returns the attempts whose outcome is known.
     *
     * @return in order
     */
    public List<Attempt> all() {
        return List.copyOf(ended);
    }
}
