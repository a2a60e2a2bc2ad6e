package dev.sluice.gateway.request;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A stream that is ended when its time is up, however lively it still is; its reader is told by a failure. */
final class LimitedEventStream implements EventStream {
    /** Also the word for how such a stream has ended. */
    static final String CODE = "total_deadline";

    private final EventStream events;
    private final String model;
    private volatile Duration total = Duration.ZERO;
    private volatile @Nullable Thread timer;
    private volatile boolean closed;
    private volatile boolean expired;

    /** Passes a stream on that has no limit yet. */
    LimitedEventStream(EventStream events, String model) {
        this.events = events;
        this.model = model;
    }

    /**
     * Has it end. Called once.
     *
     * @param limit what it was given, for the message
     * @param left what is left of that
     */
    void end(Duration limit, Duration left) {
        total = limit;
        long until = System.nanoTime() + left.toNanos();
        timer = Thread.ofVirtual().name("sluice-total-" + model).start(() -> await(until));
    }

    private void await(long until) {
        long left = until - System.nanoTime();
        while (!closed && left > 0) {
            LockSupport.parkNanos(this, left);
            left = until - System.nanoTime();
        }
        if (!closed) {
            expired = true;
            events.close();
        }
    }

    @Override
    public @Nullable ServerSentEvent next() {
        try {
            return events.next();
        } catch (ProviderException e) {
            throw expired ? tooLong(e) : e;
        }
    }

    private ProviderException tooLong(ProviderException cause) {
        return ProviderException.builder(
                        ErrorKind.UPSTREAM_TIMEOUT,
                        "The model " + model + " has not ended its reply within " + total.toMillis()
                                + " ms, which is as long as one may take.")
                .code(CODE)
                .cause(cause)
                .build();
    }

    @Override
    public boolean ready() {
        return events.ready();
    }

    @Override
    public Optional<TokenUsage> usage() {
        return events.usage();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(timer);
        events.close();
    }
}
