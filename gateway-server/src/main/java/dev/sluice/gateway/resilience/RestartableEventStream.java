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
 * A stream that is asked for anew where it breaks before its first event: the caller has nothing of it yet. An end
 * without a beginning is a failure too, however proper it looks. The request is sent again when the event is asked for,
 * rather than the event fetched ahead, so that whoever relays the stream can keep its caller's connection alive
 * meanwhile.
 */
final class RestartableEventStream implements EventStream {
    private final RetryingSend sending;
    private RetryingSend.Attempt attempt;
    private boolean begun;
    private volatile EventStream events;
    private volatile boolean closed;

    RestartableEventStream(RetryingSend sending, EventStream events, RetryingSend.Attempt attempt) {
        this.sending = sending;
        this.events = events;
        this.attempt = attempt;
    }

    @Override
    public @Nullable ServerSentEvent next() {
        if (begun) {
            return following();
        }
        while (true) {
            try {
                ServerSentEvent first = events.next();
                if (first == null) {
                    throw sending.endedUnbegun();
                }
                begun = true;
                attempt.succeeded();
                return first;
            } catch (ProviderException e) {
                attempt.failed(e);
                restart(e);
            }
        }
    }

    private @Nullable ServerSentEvent following() {
        try {
            ServerSentEvent event = events.next();
            if (event == null) {
                attempt.kept();
            } else {
                attempt.goesOn();
            }
            return event;
        } catch (ProviderException e) {
            if (!closed) {
                attempt.broke(e);
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

    /** Ends the attempt of a stream that nobody read, or not to its end; for the thread that reads. */
    void release() {
        attempt.release();
    }

    private void restart(ProviderException failure) {
        events.close();
        if (closed) {
            throw failure;
        }
        RetryingSend.Sent sent = sending.sendAgain(failure);
        attempt = sent.attempt();
        if (!(sent.reply() instanceof Reply.Streaming streaming)) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "the upstream answered one body, where it had begun a stream the time before");
        }
        events = streaming.events();
        // Looked at after setting, so that either close() sees this stream or this sees the close.
        if (closed) {
            events.close();
        }
    }
}
