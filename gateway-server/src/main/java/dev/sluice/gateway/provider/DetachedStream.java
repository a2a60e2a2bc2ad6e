package dev.sluice.gateway.provider;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A provider's stream that is read ahead on a thread of its own, by as many events as there are at once and no more, so
 * that its reader waits for no longer than it means to.
 */
final class DetachedStream implements EventStream {
    private static final String NEXT = "next event";
    private static final int MOST_AT_ONCE = 64;
    private static final Batch NOTHING = new Batch(List.of(), Optional.empty(), false, null);

    private final String provider;
    private final EventStream source;
    private final DetachedCalls calls;
    private final Duration limit;
    private final Runnable ended;
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final DetachedCall<Boolean> pump;
    private Batch batch = NOTHING;
    private int taken;

    /**
     * Events that could be had at once, and what came after them.
     *
     * @param events in their order
     * @param usage what the reply has cost so far
     * @param last whether the stream has properly ended
     * @param failure what broke it; null if nothing did
     */
    private record Batch(
            List<ServerSentEvent> events,
            Optional<TokenUsage> usage,
            boolean last,
            @Nullable ProviderException failure) {}

    /**
     * Begins to read.
     *
     * @param source fails with {@link ProviderException} only
     * @param limit how long to wait for an event
     * @param ended called once when nobody reads any more
     */
    DetachedStream(String provider, EventStream source, DetachedCalls calls, Duration limit, Runnable ended) {
        this.provider = provider;
        this.source = source;
        this.calls = calls;
        this.limit = limit;
        this.ended = ended;
        this.pump = calls.start(NEXT, this::pump);
    }

    @Override
    public @Nullable ServerSentEvent next() {
        while (taken == batch.events().size()) {
            if (batch.failure() != null) {
                throw batch.failure();
            }
            if (batch.last()) {
                return null;
            }
            batch = await();
            taken = 0;
        }
        return batch.events().get(taken++);
    }

    @Override
    public boolean ready() {
        return taken < batch.events().size() || !batches.isEmpty();
    }

    @Override
    public Optional<TokenUsage> usage() {
        return batch.usage();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // Wakes who waits for an event; whatever is there instead is not handed out any more.
        batches.offer(NOTHING);
        if (!pump.ended()) {
            // Closing may hang as well as reading.
            Thread.ofVirtual().name("sluice-" + provider + "-ends-stream").start(this::end);
        }
        ended.run();
    }

    private Batch await() {
        try {
            Batch next = closed.get() ? null : batches.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (next != null && !closed.get()) {
                return next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "the call to provider " + provider + " was ended", e);
        }
        if (closed.get()) {
            throw new ProviderException(ErrorKind.CANCELLED, "the stream of provider " + provider + " was closed");
        }
        close();
        throw calls.hung(NEXT, limit);
    }

    private void end() {
        pump.giveUp();
        source.close();
        if (!pump.awaitCalmly(DetachedCalls.LAST_CHANCE)) {
            calls.abandon(NEXT, pump);
        }
    }

    private Boolean pump() {
        try {
            Batch next = read();
            while (!closed.get()) {
                batches.put(next);
                if (next.last() || next.failure() != null) {
                    return true;
                }
                next = read();
            }
        } catch (InterruptedException e) {
            // By who has closed this stream: there is nobody to read on for.
            Thread.currentThread().interrupt();
        } finally {
            source.close();
        }
        return false;
    }

    private Batch read() {
        List<ServerSentEvent> events = new ArrayList<>();
        try {
            do {
                ServerSentEvent event = source.next();
                if (event == null) {
                    return new Batch(events, source.usage(), true, null);
                }
                events.add(event);
            } while (events.size() < MOST_AT_ONCE && source.ready());
            return new Batch(events, source.usage(), false, null);
        } catch (ProviderException e) {
            return new Batch(events, source.usage(), false, e);
        }
    }
}
