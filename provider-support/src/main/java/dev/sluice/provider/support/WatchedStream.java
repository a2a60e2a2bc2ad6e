package dev.sluice.provider.support;

import dev.sluice.json.JsonException;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.UpstreamResponse;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An upstream's events, passed on as the dialect's rules say. It ends well only after the dialect's own end. Behind
 * that it reads the end of the upstream's body, so that the connection can be used again.
 */
public final class WatchedStream implements EventStream {
    private final EventStream upstream;
    private final Remainder remainder;
    private final StreamRules rules;
    private final Function<JsonException, ProviderException> malformed;
    private final Queue<ServerSentEvent> pending = new ArrayDeque<>(2);
    private final Consumer<ServerSentEvent> out = pending::add;
    private @Nullable ProviderException failure;
    private boolean ended;

    private WatchedStream(
            EventStream upstream, StreamRules rules, Function<JsonException, ProviderException> malformed) {
        this.upstream = upstream;
        this.remainder = new Remainder(upstream);
        this.rules = rules;
        this.malformed = malformed;
    }

    /**
     * Watches a stream.
     *
     * @param upstream the events as they come; closed with this stream
     * @param rules the dialect's, for this one stream
     * @param malformed says what went wrong where an event is not the JSON that the rules want
     * @return the events
     */
    public static WatchedStream of(
            EventStream upstream, StreamRules rules, Function<JsonException, ProviderException> malformed) {
        return new WatchedStream(upstream, rules, malformed);
    }

    /**
     * Opens the stream of a reply.
     *
     * @param response a reply of success, of which nothing was read
     * @param rules the dialect's, for this one stream
     * @param errors say what went wrong
     * @param path what was asked, for messages
     * @return the events; closing them closes the reply
     * @throws ProviderException if the reply is no stream, but an error, a whole body or a page
     */
    public static WatchedStream open(UpstreamResponse response, StreamRules rules, UpstreamErrors errors, String path) {
        String type = response.headers().first("content-type").orElse("");
        if (type.startsWith("application/json")) {
            byte[] body = Bodies.whole(response);
            throw ErrorReports.in(body)
                    ? errors.reported(path, body)
                    : errors.protocol(path, "is one body, where a stream was asked for");
        }
        if (type.startsWith("text/html")) {
            response.close();
            throw errors.protocol(path, "is a web page");
        }
        return of(
                response.events(),
                rules,
                wrong ->
                        errors.protocol(path, "has an event that is not the JSON it should be: " + wrong.getMessage()));
    }

    @Override
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

    /** Looks ahead as far as the network need not be waited for: an event that has come may well be left out. */
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
                rules.finish(out);
                ended = true;
            } else {
                ended = rules.see(event, out);
            }
        } catch (ProviderException broken) {
            failure = broken;
        } catch (JsonException wrong) {
            failure = malformed.apply(wrong);
        }
    }
}
