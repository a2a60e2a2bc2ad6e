package dev.sluice.gateway.resilience;

import dev.sluice.provider.ProviderException;

/** Permission for one attempt by one {@link Breaker}, which is told how the attempt ended. For use by one thread. */
final class Permit implements AutoCloseable {
    private final Breaker breaker;
    private final long probe;
    private boolean settled;

    /** Made by the breaker. */
    Permit(Breaker breaker, long probe) {
        this.breaker = breaker;
        this.probe = probe;
    }

    private boolean isProbe() {
        return probe != Breaker.NO_PROBE;
    }

    /** The upstream has started to answer: enough for one that was down. */
    void answered() {
        if (isProbe()) {
            succeeded();
        }
    }

    void succeeded() {
        if (!settled) {
            settled = true;
            breaker.recordSuccess();
            close();
        }
    }

    /** More of the answer has come; an answer that lasts for as long as others were kept out is enough. */
    void progressed() {
        if (isProbe() && !settled && breaker.isOld(probe)) {
            succeeded();
        }
    }

    /** The client disconnected in the middle of an answer, which was good so far; that alone closes no breaker. */
    void abandoned() {
        if (!isProbe()) {
            succeeded();
        }
        close();
    }

    /** Records a failure; one that says nothing about the upstream leaves everything as it was. */
    void failed(ProviderException failure) {
        if (!settled) {
            if (breaker.counts(failure)) {
                settled = true;
                breaker.recordFailure(failure);
            } else if (failure.upstreamStatus().isPresent()) {
                succeeded();
            }
            close();
        }
    }

    /** Lets the next request probe, if this one has not found out. */
    @Override
    public void close() {
        if (isProbe()) {
            breaker.endProbe(probe);
        }
    }
}
