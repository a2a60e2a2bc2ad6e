package dev.sluice.provider.support;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import java.lang.System.Logger;

/**
 * Reads what follows the last event of a stream, which should be the end of the body only, so that the connection can be
 * reused. The upstream's deadlines limit the wait. For one thread.
 */
final class Remainder {
    private static final Logger LOG = System.getLogger(Remainder.class.getName());

    /** An upstream that goes on sending is not waited for. */
    private static final int MAX_EVENTS = 16;

    private final EventStream upstream;
    private boolean over;

    Remainder(EventStream upstream) {
        this.upstream = upstream;
    }

    /** Tells whether reading it would not wait for the network; also true once it was read. */
    boolean ready() {
        return over || upstream.ready();
    }

    /** Reads it, once. A failure is logged only: the stream had its proper end before. */
    void read() {
        try {
            for (int i = 0; !over && i < MAX_EVENTS; i++) {
                over = upstream.next() == null;
            }
        } catch (ProviderException broken) {
            LOG.log(Logger.Level.DEBUG, "The connection failed after a stream's proper end", broken);
        }
        over = true;
    }
}
