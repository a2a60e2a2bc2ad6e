package dev.sluice.gateway.http;

/** Whether the gateway is about to stop. It never comes back from that. */
public final class Drain {
    private volatile boolean started;

    /** Refuses new work from now on. */
    public void start() {
        started = true;
    }

    /** Tells whether {@link #start} was called. */
    public boolean isStarted() {
        return started;
    }
}
