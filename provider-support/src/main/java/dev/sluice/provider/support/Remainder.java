package dev.sluice.provider.support;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import java.lang.System.Logger;

/**
 * What comes behind the last event of a stream, which should be nothing but the end of the body. It is waited for, as
 * long as the upstream's own deadline lets it, so that the connection can be used again. One thread's.
 */
final class Remainder {
    private static final Logger LOG = System.getLogger(Remainder.class.getName());

    /** An upstream that never stops is not waited for. */
    private static final int MOST_EVENTS = 16;

    private final EventStream upstream;
    private boolean over;

    Remainder(EventStream upstream) {
        this.upstream = upstream;
    }

    /** Tells whether reading it need not wait for the network; true as well if it was read. */
    boolean ready() {
        return over || upstream.ready();
    }

    /** Reads it, once. A failure is nobody's any more: the stream had its proper end before. */
    void read() {
        try {
            for (int i = 0; !over && i < MOST_EVENTS; i++) {
                over = upstream.next() == null;
            }
        } catch (ProviderException broken) {
            LOG.log(Logger.Level.DEBUG, "The connection broke after a stream's proper end", broken);
        }
        over = true;
    }
}
