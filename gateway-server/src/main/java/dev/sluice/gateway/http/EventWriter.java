package dev.sluice.gateway.http;

import dev.sluice.provider.ServerSentEvent;

/** Writes the events of one stream as a dialect wants them on the wire. Used by one thread. */
public interface EventWriter {

    /**
     * Writes an event, up to and including its empty line.
     *
     * @param event what the provider sent
     * @param out where its bytes are added
     */
    void event(ServerSentEvent event, ByteArray out);

    /**
     * Writes the dialect's proper end, as far as the events have not brought it.
     *
     * @param out where its bytes are added
     */
    void end(ByteArray out);

    /**
     * Writes that the stream broke off. Nothing follows.
     *
     * @param error what the caller is told
     * @param out where its bytes are added
     */
    void error(ErrorReply error, ByteArray out);
}
