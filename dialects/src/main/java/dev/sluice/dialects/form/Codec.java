package dev.sluice.dialects.form;

import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.Dialect;
import java.util.List;

/** Reads and writes one dialect, and knows no other. Safe for use by several threads. */
public interface Codec {

    /** Returns the dialect. */
    Dialect dialect();

    /** Returns the name of the request's field that holds what was said. */
    String turnsField();

    /**
     * Tells whether callers alone speak the dialect. The methods that write requests and read replies then have
     * nothing to do, and throw.
     *
     * @return false for most
     */
    default boolean forCallersAlone() {
        return false;
    }

    /**
     * Tells whether the dialect has tools that take text instead of JSON. For one that has none, they come to
     * {@link #writeRequest} as functions.
     *
     * @return false for most
     */
    default boolean customTools() {
        return false;
    }

    /** Returns the names of the request's fields that its answer is written with; none for most. */
    default List<String> answeredFields() {
        return List.of();
    }

    /**
     * Reads a request to count tokens.
     *
     * @param request what the dialect's API for counting takes
     * @param leftOut as for {@link #readRequest}
     * @return the request that it is about
     * @throws dev.sluice.provider.ProviderException as {@link #readRequest} does
     */
    default Conversation readCounted(JsonNode request, LeftOut leftOut) {
        return readRequest(request, leftOut);
    }

    /**
     * Reads a request.
     *
     * @param request an object
     * @param leftOut is told what this form has no place for, and what does not matter
     * @return all else
     * @throws dev.sluice.provider.ProviderException with {@link dev.sluice.provider.ErrorKind#INVALID_REQUEST} and the
     *     field, if something is wrong or can't be carried
     */
    Conversation readRequest(JsonNode request, LeftOut leftOut);

    /**
     * Writes a request.
     *
     * @param conversation what to ask
     * @param target whom
     * @param leftOut is told what the dialect has no place for, and what does not matter
     * @return the dialect's JSON
     * @throws dev.sluice.provider.ProviderException with {@link dev.sluice.provider.ErrorKind#INVALID_REQUEST} if the
     *     dialect has no place for something that matters
     */
    byte[] writeRequest(Conversation conversation, Target target, LeftOut leftOut);

    /**
     * Writes a request whose tokens are to be counted.
     *
     * @param conversation what would be asked, without wishes for the answer
     * @param target whom
     * @param leftOut as for {@link #writeRequest}
     * @return the dialect's JSON, as for {@link #writeRequest} but for fields that only an answer would need
     * @throws dev.sluice.provider.ProviderException as {@link #writeRequest} does
     */
    default byte[] writeCounted(Conversation conversation, Target target, LeftOut leftOut) {
        return writeRequest(conversation, target, leftOut);
    }

    /**
     * Reads a whole reply.
     *
     * @return the answer
     * @throws dev.sluice.provider.ProviderException with {@link dev.sluice.provider.ErrorKind#UPSTREAM_PROTOCOL} if it
     *     is none, or with what the reply says has failed
     */
    Answer readReply(JsonNode reply);

    /**
     * Writes a whole reply.
     *
     * @param answer the answer
     * @return the dialect's JSON
     */
    byte[] writeReply(Answer answer, Caller caller);

    /** Starts reading a stream. */
    StreamReader streamReader();

    /**
     * Starts writing a stream.
     *
     * @return a writer for this stream alone
     */
    StreamWriter streamWriter(Caller caller);
}
