package dev.sluice.gateway.resilience;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is restarted if it breaks before its first event, of which the client has nothing yet. An end without
 * an event is a failure too. The request is retried within {@link #next()}, instead of reading ahead, so that the
 * client's connection is kept alive meanwhile.
 */
final class RestartableEventStream implements EventStream {
    private final ProviderCall call;
    private boolean started;
    private volatile EventStream events;
    private volatile boolean closed;

    RestartableEventStream(ProviderCall call, EventStream events) {
        this.call = call;
        this.events = events;
    }

    @Override
    public @Nullable ServerSentEvent next() {
        if (started) {
            return following();
        }
        while (true) {
            try {
                ServerSentEvent first = events.next();
                if (first == null) {
                    throw call.endedBeforeItStarted();
                }
                started = true;
                call.currentAttempt().succeeded();
                return first;
            } catch (ProviderException e) {
                call.failed(e);
                restart(e);
            }
        }
    }

    private @Nullable ServerSentEvent following() {
        try {
            ServerSentEvent event = events.next();
            if (event == null) {
                call.currentAttempt().completed();
            } else {
                call.currentAttempt().progressed();
            }
            return event;
        } catch (ProviderException e) {
            if (!closed) {
                call.currentAttempt().broke(e);
            }
            throw e;
        }
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
        events.close();
    }

    private void restart(ProviderException failure) {
        events.close();
        if (closed) {
            throw failure;
        }
        if (!(call.attempt(Optional.of(failure)) instanceof Reply.Streaming streaming)) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "the upstream answered with a body after it had started a stream before");
        }
        events = streaming.events();
        // Read after the assignment, so that either close() sees this stream or this sees the close.
        if (closed) {
            events.close();
        }
    }
}
