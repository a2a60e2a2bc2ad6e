package dev.sluice.gateway.resilience;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How one request fared: each time it was sent, in order. For use by the request's own thread. */
public final class Attempts {
    private final List<Attempt> ended = new ArrayList<>(1);
    private final boolean othersWait;
    private int begun;
    private boolean retryRefused;
    private volatile boolean expired;

    /**
     * One time that a request was sent.
     *
     * @param provider the provider's id
     * @param outcome {@code ok}, or why it failed, as a lower-case word
     * @param duration until the reply's head or first event, or until the failure
     */
    public record Attempt(String provider, String outcome, Duration duration) {}

    /** Makes the record of a request that has not been sent yet, and that nobody else will answer. */
    public Attempts() {
        this(false);
    }

    /**
     * Makes the record of a request that has not been sent yet.
     *
     * @param othersWait whether another model is asked if this one does not answer, which is better than to wait for long
     */
    Attempts(boolean othersWait) {
        this.othersWait = othersWait;
    }

    boolean othersWait() {
        return othersWait;
    }

    /** Notes that there were too many retries already, by others. To ask again after a rate limit's time is no storm. */
    void refuseRetry(ProviderException failure) {
        retryRefused |= failure.kind().isTransient();
    }

    boolean retryRefused() {
        return retryRefused;
    }

    /** Says that the time is up: whoever is interrupted from now on has been too slow. May be called by any thread. */
    void expire() {
        expired = true;
    }

    /** Returns what a failure says about the provider. */
    ProviderException judged(ProviderException failure) {
        return expired && failure.kind() == ErrorKind.CANCELLED
                ? new ProviderException(ErrorKind.UPSTREAM_TIMEOUT, "it did not answer in time", failure)
                : failure;
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
