package dev.sluice.gateway.api;

import dev.sluice.gateway.http.ByteArray;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventFraming;
import dev.sluice.provider.ServerSentEvent;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The two forms of Gemini's streams. */
final class GeminiStreams {
    private GeminiStreams() {}

    /** Server-sent events, as requested by {@code alt=sse}. They have no end marker. */
    static final class Events implements EventFraming {
        private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] END_OF_EVENT = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        private final ReplyModel model;
        private final Function<ErrorReply, byte[]> errors;

        Events(ReplyModel model, Function<ErrorReply, byte[]> errors) {
            this.model = model;
            this.errors = errors;
        }

        @Override
        public void event(ServerSentEvent event, ByteArray out) {
            out.add(DATA);
            model.writeLeniently(OneLine.of(event.data()), out);
            out.add(END_OF_EVENT);
        }

        @Override
        public void end(ByteArray out) {
            // The stream ends with the response; the last event says why the model stopped.
        }

        @Override
        public void error(ErrorReply error, ByteArray out) {
            out.add(DATA);
            out.add(errors.apply(error));
            out.add(END_OF_EVENT);
        }
    }

    /** One JSON array, element by element. It is not closed if the stream breaks off. */
    static final class Array implements EventFraming {
        private static final byte[] FIRST = {'['};
        private static final byte[] NEXT = {',', '\n'};
        private static final byte[] LAST = {']'};
        /** White space, which is allowed between any two tokens. */
        private static final byte[] KEEP_ALIVE = {'\n'};

        private final ReplyModel model;
        private final Function<ErrorReply, byte[]> errors;
        private boolean started;

        Array(ReplyModel model, Function<ErrorReply, byte[]> errors) {
            this.model = model;
            this.errors = errors;
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
            out.add(started ? LAST : new byte[] {'[', ']'});
        }

        @Override
        public void error(ErrorReply error, ByteArray out) {
            separate(out);
            out.add(errors.apply(error));
        }

        private void separate(ByteArray out) {
            out.add(started ? NEXT : FIRST);
            started = true;
        }
    }
}
