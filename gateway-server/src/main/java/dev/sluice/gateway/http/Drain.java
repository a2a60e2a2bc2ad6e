package dev.sluice.gateway.http;

/** Whether the gateway is shutting down, which is final. */
public final class Drain {
    private volatile boolean started;

    /** Refuses new work from now on. */
    public void start() {
        started = true;
    }

    public boolean isStarted() {
        return started;
    }
}
