package dev.sluice.gateway.resilience;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream whose first event was taken from it already, to see that there is one. */
public final class BegunEventStream implements EventStream {
    private final EventStream events;
    private final @Nullable ServerSentEvent first;
    private boolean passed;

    BegunEventStream(EventStream events) {
        this.events = events;
        this.first = events.next();
    }

    /**
     * Returns the first event, whether or not it has been passed on.
     *
     * @return null if there was none
     */
    public @Nullable ServerSentEvent first() {
        return first;
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
