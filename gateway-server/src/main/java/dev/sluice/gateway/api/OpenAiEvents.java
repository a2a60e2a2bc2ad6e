package dev.sluice.gateway.api;

import dev.sluice.gateway.http.ByteArray;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventFraming;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/** Frames untyped events: {@code data:} lines, the model's id as the client sent it, and {@code [DONE]} at the end. */
final class OpenAiEvents implements EventFraming {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_EVENT = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final ReplyModel model;
    private final Function<ErrorReply, byte[]> errors;
    private boolean done;

    OpenAiEvents(ReplyModel model, Function<ErrorReply, byte[]> errors) {
        this.model = model;
        this.errors = errors;
    }

    @Override
    public void event(ServerSentEvent event, ByteArray out) {
        byte[] data = event.data();
        if (done) {
            return;
        }
        if (Arrays.equals(data, DONE)) {
            done = true;
        }
        out.add(DATA);
        model.writeLeniently(OneLine.of(data), out);
        out.add(END_OF_EVENT);
    }

    @Override
    public void end(ByteArray out) {
        if (!done) {
            done = true;
            out.add(DATA);
            out.add(DONE);
            out.add(END_OF_EVENT);
        }
    }

    @Override
    public void error(ErrorReply error, ByteArray out) {
        out.add(DATA);
        out.add(errors.apply(error));
        out.add(END_OF_EVENT);
    }
}
