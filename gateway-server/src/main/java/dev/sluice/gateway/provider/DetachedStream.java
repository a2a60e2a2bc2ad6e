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
 * A drop-in JAR's event stream, read on a thread of its own so that no event is waited for longer than the limit. Reads
 * one batch ahead: the events that are available at once.
 */
final class DetachedStream implements EventStream {
    private static final String NEXT = "next event";
    private static final int MAX_BATCH = 64;
    private static final Batch EMPTY = new Batch(List.of(), Optional.empty(), false, null);

    private final String provider;
    private final EventStream source;
    private final DetachedCalls calls;
    private final Duration limit;
    private final Runnable ended;
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final DetachedCall<Boolean> pump;
    private Batch batch = EMPTY;
    private int position;

    /**
     * Events that were available at once, and how the stream stood behind them; {@code failure} is null unless it
     * broke.
     */
    private record Batch(
            List<ServerSentEvent> events,
            Optional<TokenUsage> usage,
            boolean last,
            @Nullable ProviderException failure) {}

    /**
     * Starts to read. The source fails with {@link ProviderException} only; {@code ended} runs once, when the stream is
     * closed.
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
        while (position == batch.events().size()) {
            if (batch.failure() != null) {
                throw batch.failure();
            }
            if (batch.last()) {
                return null;
            }
            batch = await();
            position = 0;
        }
        return batch.events().get(position++);
    }

    @Override
    public boolean ready() {
        return position < batch.events().size() || !batches.isEmpty();
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
        // Wakes a waiting reader; a batch that is there already is discarded.
        batches.offer(EMPTY);
        if (!pump.ended()) {
            // Closing may hang as well as reading.
            Thread.ofVirtual().name("sluice-" + provider + "-close-stream").start(this::end);
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
            throw new ProviderException(ErrorKind.CANCELLED, "the call to provider " + provider + " was cancelled", e);
        }
        if (closed.get()) {
            throw new ProviderException(ErrorKind.CANCELLED, "the stream of provider " + provider + " was closed");
        }
        close();
        throw calls.timedOut(NEXT, limit);
    }

    private void end() {
        pump.cancel();
        source.close();
        if (!pump.awaitUninterruptibly(DetachedCalls.INTERRUPT_GRACE)) {
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
            // The stream was closed.
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
            } while (events.size() < MAX_BATCH && source.ready());
            return new Batch(events, source.usage(), false, null);
        } catch (ProviderException e) {
            return new Batch(events, source.usage(), false, e);
        }
    }
}
