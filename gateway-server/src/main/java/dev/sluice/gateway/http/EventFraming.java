package dev.sluice.gateway.http;

import dev.sluice.provider.ServerSentEvent;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.nio.charset.StandardCharsets;

/** Writes the events of one stream in the framing of an API. Used by one thread. */
public interface EventFraming {
    Header EVENT_STREAM = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");

    /** A comment, which readers of server-sent events skip. */
    byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    default Header contentType() {
        return EVENT_STREAM;
    }

    /** Returns the bytes that keep a silent stream alive and mean nothing to its reader; shared, not to be changed. */
    @SuppressWarnings("MutablePublicArray")
    default byte[] keepAlive() {
        return COMMENT;
    }

    /** Writes an event, up to and including its empty line. */
    void event(ServerSentEvent event, ByteArray out);

    /** Writes the API's proper end of a stream, unless the events contain it. */
    void end(ByteArray out);

    /** Writes that the stream broke off. Nothing follows. */
    void error(ErrorReply error, ByteArray out);
}
