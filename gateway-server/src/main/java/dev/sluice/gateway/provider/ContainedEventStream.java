package dev.sluice.gateway.provider;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A provider's event stream whose calls throw nothing but {@link dev.sluice.provider.ProviderException}. */
final class ContainedEventStream implements EventStream {
    private final EventStream events;
    private final Containment containment;
    private final Supplier<@Nullable ServerSentEvent> next;
    private final Runnable ended;
    private final AtomicBoolean closed = new AtomicBoolean();

    ContainedEventStream(EventStream events, Containment containment, Runnable ended) {
        this.events = events;
        this.containment = containment;
        this.ended = ended;
        this.next = events::next;
    }

    @Override
    public @Nullable ServerSentEvent next() {
        return containment.callNullable("next event", next);
    }

    @Override
    public boolean ready() {
        try {
            return containment.call("ready", events::ready);
        } catch (ProviderException e) {
            // A hint only: the next event tells what is wrong.
            return false;
        }
    }

    @Override
    public Optional<TokenUsage> usage() {
        try {
            return containment.call("usage", events::usage);
        } catch (ProviderException e) {
            // Already logged; what the reply cost is then unknown.
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            containment.attempt("closing a stream", events::close);
        } finally {
            if (closed.compareAndSet(false, true)) {
                ended.run();
            }
        }
    }
}
