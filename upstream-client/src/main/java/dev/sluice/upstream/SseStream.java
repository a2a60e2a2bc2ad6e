package dev.sluice.upstream;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the server-sent events of one reply. */
final class SseStream implements EventStream {
    static final int MAX_EVENT_BYTES = 32 * 1024 * 1024;

    private final Body body;
    private final EventParser parser;
    private @Nullable ServerSentEvent lookahead;
    private @Nullable ProviderException failure;
    private boolean ended;

    SseStream(Body body, int maxEventBytes) {
        this.body = body;
        this.parser = new EventParser(maxEventBytes);
    }

    @Override
    public @Nullable ServerSentEvent next() {
        ServerSentEvent found = lookahead;
        if (found != null) {
            lookahead = null;
            return found;
        }
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return null;
        }
        body.beginRead();
        found = pull(true);
        body.endRead();
        return found;
    }

    @Override
    public boolean ready() {
        if (lookahead != null || failure != null || ended) {
            return true;
        }
        try {
            body.beginRead();
            lookahead = pull(false);
            body.endRead();
        } catch (ProviderException e) {
            // next() throws it, without waiting.
            failure = e;
            return true;
        }
        return lookahead != null || ended;
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
