package dev.sluice.gateway.api;

import dev.sluice.gateway.http.ByteArray;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventFraming;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Frames typed events. The end of the stream is an event of its own, which the provider has sent. */
final class TypedEvents implements EventFraming {
    private static final byte[] TYPE = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE = {'\n'};

    private final ReplyModel model;
    private final Set<String> naming;
    private final Errors errors;
    private long count;

    /** Writes an error as an event of the API, which may be numbered like the others. */
    @FunctionalInterface
    interface Errors {
        byte[] json(ErrorReply error, long sequence);
    }

    /** Events of a type in {@code naming} name the model. */
    TypedEvents(ReplyModel model, Set<String> naming, Errors errors) {
        this.model = model;
        this.naming = naming;
        this.errors = errors;
    }

    @Override
    public void event(ServerSentEvent event, ByteArray out) {
        count++;
        if (!event.type().isEmpty()) {
            line(TYPE, event.type().getBytes(StandardCharsets.UTF_8), out);
        }
        byte[] data = OneLine.of(event.data());
        if (naming.contains(event.type()) || event.type().isEmpty()) {
            out.add(DATA);
            model.writeLeniently(data, out);
            out.add(LINE);
        } else {
            line(DATA, data, out);
        }
        out.add(LINE);
    }

    @Override
    public void end(ByteArray out) {
        // Nothing is missing: the last event was the end.
    }

    @Override
    public void error(ErrorReply error, ByteArray out) {
        line(TYPE, "error".getBytes(StandardCharsets.US_ASCII), out);
        line(DATA, errors.json(error, count), out);
        out.add(LINE);
    }

    private static void line(byte[] name, byte[] value, ByteArray out) {
        out.add(name);
        out.add(value);
        out.add(LINE);
    }
}
