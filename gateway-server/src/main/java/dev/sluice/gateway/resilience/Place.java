package dev.sluice.gateway.resilience;

/** One request's place with a provider, which it may give back for a while. For use by one thread at a time. */
final class Place implements AutoCloseable {
    private final Bulkhead bulkhead;
    private boolean taken;

    /** Takes a place, or waits for one. */
    Place(Bulkhead bulkhead) {
        this.bulkhead = bulkhead;
        enter();
    }

    /** Takes one again, behind those who wait already. */
    void enter() {
        bulkhead.enter();
        taken = true;
    }

    /** Gives it back; does nothing if it was given back already. */
    void leave() {
        if (taken) {
            taken = false;
            bulkhead.leave();
        }
    }

    @Override
    public void close() {
        leave();
    }
}
