package dev.sluice.gateway.openai;

import dev.sluice.gateway.http.ByteArray;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventWriter;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the chunks of one chat completion: {@code data:} lines, the model's id as the caller knows it, one end. */
final class ChatEvents implements EventWriter {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_EVENT = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final ReplyModel model;
    private boolean done;

    ChatEvents(ReplyModel model) {
        this.model = model;
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
        if (hasLineBreak(data)) {
            lines(data, out);
        } else {
            model.writeLeniently(data, out);
        }
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
        out.add(error.json());
        out.add(END_OF_EVENT);
    }

    private static boolean hasLineBreak(byte[] data) {
        for (byte b : data) {
            if (b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }

    /** JSON over several lines: between tokens, where it may only stand, a line break is as good as a space. */
    private void lines(byte[] data, ByteArray out) {
        byte[] line = data.clone();
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        model.writeLeniently(line, out);
    }
}
