package dev.sluice.gateway.models;

import dev.sluice.gateway.http.ApiStyle;
import dev.sluice.gateway.http.ByteArray;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventWriter;
import dev.sluice.provider.ServerSentEvent;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;

/** Writes a Gemini stream as one JSON array, element by element. One that broke off is not closed. */
final class GeminiArray implements EventWriter {
    private static final byte[] FIRST = {'['};
    private static final byte[] NEXT = {',', '\n'};
    private static final byte[] LAST = {']'};
    /** White space, which may stand between any two tokens. */
    private static final byte[] KEEP_ALIVE = {'\n'};

    private final ReplyModel model;
    private final String requestId;
    private boolean begun;

    GeminiArray(ReplyModel model, String requestId) {
        this.model = model;
        this.requestId = requestId;
    }

    @Override
    public Header contentType() {
        return HeaderValues.CONTENT_TYPE_JSON;
    }

    @Override
    public byte[] keepAlive() {
        return KEEP_ALIVE;
    }

    @Override
    public void event(ServerSentEvent event, ByteArray out) {
        separate(out);
        model.writeLeniently(event.data(), out);
    }

    @Override
    public void end(ByteArray out) {
        out.add(begun ? LAST : new byte[] {'[', ']'});
    }

    @Override
    public void error(ErrorReply error, ByteArray out) {
        separate(out);
        out.add(ApiStyle.GEMINI.json(error, requestId));
    }

    private void separate(ByteArray out) {
        out.add(begun ? NEXT : FIRST);
        begun = true;
    }
}
