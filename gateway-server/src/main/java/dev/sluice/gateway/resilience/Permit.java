package dev.sluice.gateway.resilience;

import dev.sluice.provider.ProviderException;

/**
 * Permission of one {@link Breaker} for one attempt, whose outcome it reports to the breaker. For use by one thread.
 */
final class Permit implements AutoCloseable {
    private final Breaker breaker;
    private final long probe;
    private boolean settled;

    Permit(Breaker breaker, long probe) {
        this.breaker = breaker;
        this.probe = probe;
    }

    private boolean isProbe() {
        return probe != Breaker.NO_PROBE;
    }

    /** Records that the upstream has started to answer, which is a success for a probe. */
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

    /** Records that more of the reply has arrived; a probe that lasts as long as the circuit's delay is a success. */
    void progressed() {
        if (isProbe() && !settled && breaker.isOld(probe)) {
            succeeded();
        }
    }

    /** Records that the client disconnected during a valid reply, which does not close a circuit. */
    void abandoned() {
        if (!isProbe()) {
            succeeded();
        }
        close();
    }

    /** Records a failure; one that says nothing about the upstream changes nothing. */
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

    /** Permits the next probe, if this one was inconclusive. */
    @Override
    public void close() {
        if (isProbe()) {
            breaker.endProbe(probe);
        }
    }
}
