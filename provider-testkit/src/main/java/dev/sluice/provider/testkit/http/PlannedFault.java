package dev.sluice.provider.testkit.http;

import java.util.function.Predicate;

/** A fault with the requests that it is planned for. Thread-safe. */
public final class PlannedFault {

    private final Predicate<Request> match;
    private final Fault fault;
    private final boolean early;
    private int left;
    private int hits;

    PlannedFault(int times, Predicate<Request> match, Fault fault, boolean early) {
        this.left = times;
        this.match = match;
        this.fault = fault;
        this.early = early;
    }

    Fault fault() {
        return fault;
    }

    boolean early() {
        return early;
    }

    synchronized boolean take(Request request) {
        if (left == 0 || !match.test(request)) {
            return false;
        }
        left--;
        hits++;
        return true;
    }

    /** How many requests it has hit. */
    public synchronized int hits() {
        return hits;
    }

    /** Lets it hit no further request. */
    public synchronized void cancel() {
        left = 0;
    }
}
