package dev.sluice.gateway.request;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream whose first event has been read already, to ensure that there is one. */
final class StartedEventStream implements EventStream {
    private final EventStream events;
    private final @Nullable ServerSentEvent first;
    private boolean passed;

    StartedEventStream(EventStream events) {
        this.events = events;
        this.first = events.next();
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Returns the data of the first event, whether or not {@link #next()} has returned it. */
    Optional<byte[]> firstData() {
        return Optional.ofNullable(first).map(ServerSentEvent::data);
    }

    @Override
    public @Nullable ServerSentEvent next() {
        if (passed) {
            return events.next();
        }
        passed = true;
        return first;
    }

    @Override
    public boolean ready() {
        return !passed || events.ready();
    }

    @Override
    public Optional<TokenUsage> usage() {
        return events.usage();
    }

    @Override
    public void close() {
        events.close();
    }
}
