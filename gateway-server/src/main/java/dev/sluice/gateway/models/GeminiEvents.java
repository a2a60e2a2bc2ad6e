package dev.sluice.gateway.models;

import dev.sluice.gateway.http.ApiStyle;
import dev.sluice.gateway.http.ByteArray;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventWriter;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;

/** Writes a Gemini stream as server-sent events, which is what {@code alt=sse} asks for. It ends without a mark. */
final class GeminiEvents implements EventWriter {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_EVENT = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ReplyModel model;
    private final String requestId;

    GeminiEvents(ReplyModel model, String requestId) {
        this.model = model;
        this.requestId = requestId;
    }

    @Override
    public void event(ServerSentEvent event, ByteArray out) {
        out.add(DATA);
        model.writeLeniently(OneLine.of(event.data()), out);
        out.add(END_OF_EVENT);
    }

    @Override
    public void end(ByteArray out) {
        // The connection's end is the stream's; the last event says why the model stopped.
    }

    @Override
    public void error(ErrorReply error, ByteArray out) {
        out.add(DATA);
        out.add(ApiStyle.GEMINI.json(error, requestId));
        out.add(END_OF_EVENT);
    }
}
