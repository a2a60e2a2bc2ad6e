package dev.sluice.gateway.models;

import dev.sluice.gateway.http.ApiStyle;
import dev.sluice.gateway.http.ByteArray;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventWriter;
import dev.sluice.json.JsonText;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Writes the events of a Responses or Messages stream, each with its type. The stream's end is an event of its own,
 * which the provider has sent.
 */
final class TypedEvents implements EventWriter {
    private static final byte[] TYPE = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE = {'\n'};

    /** Those that carry a whole reply, in which the model is named. */
    private static final Set<String> NAMING = Set.of(
            "response.created",
            "response.in_progress",
            "response.queued",
            "response.completed",
            "response.incomplete",
            "response.failed",
            "message_start");

    private final ReplyModel model;
    private final Errors errors;
    private long count;

    /** Writes an error as the dialect's event. */
    @FunctionalInterface
    private interface Errors {
        byte[] json(ErrorReply error, long sequence);
    }

    private TypedEvents(ReplyModel model, Errors errors) {
        this.model = model;
        this.errors = errors;
    }

    /** Writes Responses, whose error event is numbered like all others. */
    static TypedEvents responses(ReplyModel model) {
        return new TypedEvents(model, TypedEvents::responsesError);
    }

    /** Writes Messages. */
    static TypedEvents messages(ReplyModel model, String requestId) {
        return new TypedEvents(model, (error, sequence) -> ApiStyle.ANTHROPIC.json(error, requestId));
    }

    @Override
    public void event(ServerSentEvent event, ByteArray out) {
        count++;
        if (!event.type().isEmpty()) {
            line(TYPE, event.type().getBytes(StandardCharsets.UTF_8), out);
        }
        byte[] data = OneLine.of(event.data());
        if (NAMING.contains(event.type()) || event.type().isEmpty()) {
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

    private static byte[] responsesError(ErrorReply error, long sequence) {
        String code = error.code();
        String parameter = error.parameter();
        return ("{\"type\":\"error\",\"code\":" + (code == null ? "null" : JsonText.quote(code)) + ",\"message\":"
                        + JsonText.quote(error.message()) + ",\"param\":"
                        + (parameter == null ? "null" : JsonText.quote(parameter)) + ",\"sequence_number\":" + sequence
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
