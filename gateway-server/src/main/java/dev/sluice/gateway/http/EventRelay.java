package dev.sluice.gateway.http;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Relays a stream event by event, as fast as the client reads.
 *
 * <p>Status and headers wait for the first event, so that an earlier failure is a plain error reply. A later failure is
 * reported in one error frame; then the connection is closed without the response's proper end, so that a client that
 * ignores the frame still notices.
 */
public final class EventRelay {
    private static final Header NO_CACHE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    private static final Header UNBUFFERED = HeaderValues.createCached(HeaderNames.create("x-accel-buffering"), "no");
    private static final int BUFFER_SIZE = 16 * 1024;

    private final StreamKeepAlive keepAlive;

    public EventRelay(StreamKeepAlive keepAlive) {
        this.keepAlive = keepAlive;
    }

    /**
     * Relays all events and closes the stream. {@code head} is called once there is a first event, to set the headers
     * that depend on who answers. Unless the outcome is complete, the connection is to be closed.
     *
     * @throws ProviderException if the stream failed before its first event; nothing has been sent then
     */
    public StreamOutcome relay(
            EventStream events,
            ServerResponse response,
            RequestContext context,
            EventFraming writer,
            ClientDisconnect.Watch watch,
            Runnable head) {
        try (events) {
            ServerSentEvent first = events.next();
            context.firstByte();
            head.run();
            response.header(writer.contentType());
            response.header(NO_CACHE);
            response.header(UNBUFFERED);
            SseResponse out = new SseResponse(response.outputStream(), events, writer.keepAlive());
            keepAlive.add(out);
            try {
                return pass(first, events, new Sending(out, context, writer, watch));
            } finally {
                keepAlive.remove(out);
                out.stop();
            }
        }
    }

    private StreamOutcome pass(@Nullable ServerSentEvent first, EventStream events, Sending sending) {
        try {
            for (ServerSentEvent event = first; event != null; event = events.next()) {
                sending.add(event);
                if (sending.collected.size() >= BUFFER_SIZE || !events.ready()) {
                    sending.send();
                }
            }
            return sending.finish() ? StreamOutcome.COMPLETE : StreamOutcome.CLIENT_GONE;
        } catch (CloseConnectionException e) {
            return StreamOutcome.CLIENT_GONE;
        } catch (ProviderException e) {
            if (sending.clientGone()) {
                return StreamOutcome.CLIENT_GONE;
            }
            sending.context.failed(ErrorTypes.of(e.kind()));
            return sending.fail(ErrorMapper.toReply(e, sending.context.id(), false))
                    ? outcomeOf(e)
                    : StreamOutcome.CLIENT_GONE;
        }
    }

    private static StreamOutcome outcomeOf(ProviderException failure) {
        return switch (failure.kind()) {
            case CANCELLED -> StreamOutcome.STOPPED;
            case UPSTREAM_TIMEOUT ->
                failure.code()
                                .filter(StreamOutcome.TOTAL_DEADLINE.label()::equals)
                                .isPresent()
                        ? StreamOutcome.TOTAL_DEADLINE
                        : StreamOutcome.UPSTREAM_TIMEOUT;
            case INTERNAL -> StreamOutcome.GATEWAY_ERROR;
            default -> StreamOutcome.UPSTREAM_ERROR;
        };
    }

    /** One stream that is being relayed. */
    private static final class Sending {
        private final ByteArray collected = new ByteArray(2048);
        private final SseResponse out;
        private final RequestContext context;
        private final EventFraming writer;
        private final ClientDisconnect.Watch watch;

        Sending(SseResponse out, RequestContext context, EventFraming writer, ClientDisconnect.Watch watch) {
            this.out = out;
            this.context = context;
            this.writer = writer;
            this.watch = watch;
        }

        boolean clientGone() {
            return out.failed() || watch.disconnected();
        }

        void add(ServerSentEvent event) {
            writer.event(event, collected);
        }

        void send() {
            int size = collected.size();
            out.send(collected);
            context.sent(size);
        }

        /** Sends the rest and the end; false if the client has disconnected before. */
        boolean finish() {
            // Many clients disconnect as soon as they have it all, which must not abort the last write.
            watch.close();
            if (watch.disconnected()) {
                return false;
            }
            writer.end(collected);
            out.finish(collected);
            context.sent(collected.size());
            return true;
        }

        boolean fail(ErrorReply error) {
            // The frame must be sent even if the thread was interrupted; a set flag would close the socket instead.
            Thread.interrupted();
            try {
                writer.error(error, collected);
                send();
                return true;
            } catch (CloseConnectionException e) {
                return false;
            }
        }
    }
}
