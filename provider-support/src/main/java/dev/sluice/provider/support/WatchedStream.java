package dev.sluice.provider.support;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.Incubating;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.UpstreamResponse;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on an upstream's events by the rules of their dialect: it ends properly only after the dialect's own end, and
 * throws if the upstream stops before. Afterwards it reads the end of the body, so that the connection can be reused.
 */
@Incubating(since = "0.1")
public final class WatchedStream implements EventStream {
    private final EventStream upstream;
    private final Remainder remainder;
    private final StreamRules rules;
    private final Queue<ServerSentEvent> pending = new ArrayDeque<>(2);
    private final Consumer<ServerSentEvent> out = pending::add;
    private @Nullable ProviderException failure;
    private boolean ended;

    private WatchedStream(EventStream upstream, StreamRules rules) {
        this.upstream = upstream;
        this.remainder = new Remainder(upstream);
        this.rules = rules;
    }

    /**
     * Watches a stream.
     *
     * @param upstream the events as received; closed with this stream
     * @param rules those of the dialect, for this one stream
     * @return the events
     */
    public static WatchedStream of(EventStream upstream, StreamRules rules) {
        return new WatchedStream(upstream, rules);
    }

    /**
     * Opens the stream of a reply.
     *
     * @param response a reply of success, of which nothing was read
     * @param rules those of the dialect, for this one stream
     * @param errors explain failures
     * @param path the path that was called, for messages
     * @return the events; closing them closes the reply
     * @throws ProviderException if the reply is no stream, but an error, a single body or a web page
     */
    public static WatchedStream open(UpstreamResponse response, StreamRules rules, UpstreamErrors errors, String path) {
        String type = response.headers().first("content-type").orElse("");
        if (type.startsWith("application/json")) {
            byte[] body = Bodies.whole(response);
            throw ErrorReports.in(body)
                    ? errors.reported(path, body)
                    : errors.protocol(path, "is a single body instead of a stream");
        }
        if (type.startsWith("text/html")) {
            response.close();
            throw errors.protocol(path, "is a web page");
        }
        return of(response.events(), rules);
    }

    // A provider needs the annotation neither to compile nor to run.
    @Override
    @SuppressWarnings("exports")
    public @Nullable ServerSentEvent next() {
        while (pending.isEmpty() && failure == null && !ended) {
            advance();
        }
        ServerSentEvent event = pending.poll();
        if (event == null) {
            if (failure != null) {
                throw failure;
            }
            remainder.read();
        }
        return event;
    }

    /** Handles the events that have arrived: the rules may pass none of them on. */
    @Override
    public boolean ready() {
        while (pending.isEmpty() && failure == null && !ended && upstream.ready()) {
            advance();
        }
        return !pending.isEmpty() || failure != null || (ended && remainder.ready());
    }

    @Override
    public Optional<TokenUsage> usage() {
        return rules.usage();
    }

    @Override
    public void close() {
        upstream.close();
    }

    private void advance() {
        try {
            ServerSentEvent event = upstream.next();
            if (event == null) {
                rules.onEnd(out);
                ended = true;
            } else {
                ended = rules.onEvent(event, out);
            }
        } catch (ProviderException e) {
            failure = e;
        }
    }
}
