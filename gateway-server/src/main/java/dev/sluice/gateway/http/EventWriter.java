package dev.sluice.gateway.http;

import dev.sluice.provider.ServerSentEvent;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.nio.charset.StandardCharsets;

/** Writes the events of one stream as a dialect wants them on the wire. Used by one thread. */
public interface EventWriter {
    /** The media type of server-sent events. */
    Header EVENT_STREAM = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");

    /** A comment, which readers of server-sent events skip. */
    byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * Returns the media type of what is written.
     *
     * @return server-sent events unless said otherwise
     */
    default Header contentType() {
        return EVENT_STREAM;
    }

    /**
     * Returns what keeps a silent stream alive.
     *
     * @return bytes that mean nothing to the reader of a stream; shared, not to be changed
     */
    @SuppressWarnings("MutablePublicArray")
    default byte[] keepAlive() {
        return COMMENT;
    }

    /** Writes an event, up to and including its empty line. */
    void event(ServerSentEvent event, ByteArray out);

    /** Writes the dialect's proper end, as far as the events have not brought it. */
    void end(ByteArray out);

    /** Writes that the stream broke off. Nothing follows. */
    void error(ErrorReply error, ByteArray out);
}
