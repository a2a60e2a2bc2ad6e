package dev.sluice.gateway.health;

/** Whether the gateway is about to stop. It never comes back from that. */
public final class Drain {
    private volatile boolean begun;

    /** Takes no new work from now on. */
    public void begin() {
        begun = true;
    }

    /**
     * Tells whether the gateway is about to stop.
     *
     * @return true once {@link #begin} was called
     */
    public boolean begun() {
        return begun;
    }
}
