package dev.sluice.upstream;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The events of one reply. */
final class EventReader implements EventStream {
    static final int MAX_EVENT_BYTES = 32 * 1024 * 1024;

    private final Body body;
    private final EventParser parser;
    private @Nullable ServerSentEvent ahead;
    private @Nullable ProviderException failure;
    private boolean ended;

    EventReader(Body body, int maxEventBytes) {
        this.body = body;
        this.parser = new EventParser(maxEventBytes);
    }

    @Override
    public @Nullable ServerSentEvent next() {
        ServerSentEvent found = ahead;
        if (found != null) {
            ahead = null;
            return found;
        }
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return null;
        }
        body.enter();
        found = pull(true);
        body.leave();
        return found;
    }

    @Override
    public boolean ready() {
        if (ahead != null || failure != null || ended) {
            return true;
        }
        try {
            body.enter();
            ahead = pull(false);
            body.leave();
        } catch (ProviderException e) {
            // next() is the place to hear of it, and it need not wait to tell.
            failure = e;
            return true;
        }
        return ahead != null || ended;
    }

    private @Nullable ServerSentEvent pull(boolean wait) {
        try {
            while (true) {
                int count = wait ? body.fill() : body.poll();
                if (count == 0) {
                    return null;
                }
                if (count < 0) {
                    ended = true;
                    return parser.end();
                }
                int from = body.offset();
                body.consume(parser.parse(body.array(), from, from + count) - from);
                ServerSentEvent event = parser.take();
                if (event != null) {
                    return event;
                }
            }
        } catch (IOException e) {
            throw body.failed(e);
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
