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

/** A stream that is closed when its time is over, even if events still arrive; its reader gets a failure. */
final class LimitedEventStream implements EventStream {
    /** Also the outcome of such a stream in metrics and logs. */
    static final String CODE = "total_deadline";

    private final EventStream events;
    private final String model;
    private volatile Duration total = Duration.ZERO;
    private volatile @Nullable Thread timer;
    private volatile boolean closed;
    private volatile boolean expired;

    /** Starts without a limit. */
    LimitedEventStream(EventStream events, String model) {
        this.events = events;
        this.model = model;
    }

    /** Closes the stream once {@code left} is over; {@code limit} is for the message. Called once. */
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
                        "The model " + model + " did not complete its reply within " + total.toMillis()
                                + " ms, the limit for a whole reply.")
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
