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
     * Tells whether callers alone speak the dialect; false for most. The methods that write requests and read replies
     * then have nothing to do, and throw.
     */
    default boolean forCallersAlone() {
        return false;
    }

    /**
     * Tells whether the dialect has tools that take text instead of JSON; false for most. For one that has none, they
     * come to {@link #writeRequest} as functions.
     */
    default boolean customTools() {
        return false;
    }

    /** Returns the names of the request's fields that its answer is written with; none for most. */
    default List<String> answeredFields() {
        return List.of();
    }

    /**
     * Reads a request to the dialect's API for counting tokens, and returns the one that it is about; otherwise as
     * {@link #readRequest}.
     */
    default Conversation readCounted(JsonNode request, LeftOut leftOut) {
        return readRequest(request, leftOut);
    }

    /**
     * Reads a request, an object; {@code leftOut} receives what this form has no place for and what does not matter.
     * Throws {@link dev.sluice.provider.ErrorKind#INVALID_REQUEST} with the field if something is wrong or can't be
     * carried.
     */
    Conversation readRequest(JsonNode request, LeftOut leftOut);

    /**
     * Writes a request as the dialect's JSON; {@code leftOut} receives what the dialect has no place for and what does
     * not matter. Throws {@link dev.sluice.provider.ErrorKind#INVALID_REQUEST} if it has no place for something that
     * matters.
     */
    byte[] writeRequest(Conversation conversation, Target target, LeftOut leftOut);

    /**
     * Writes a request whose tokens are to be counted, as {@link #writeRequest} but for fields that only an answer
     * would need. The conversation has no wishes for the answer.
     */
    default byte[] writeCounted(Conversation conversation, Target target, LeftOut leftOut) {
        return writeRequest(conversation, target, leftOut);
    }

    /**
     * Reads a whole reply; throws {@link dev.sluice.provider.ErrorKind#UPSTREAM_PROTOCOL} if it is none, or with what
     * the reply says has failed.
     */
    Answer readReply(JsonNode reply);

    /** Writes a whole reply as the dialect's JSON. */
    byte[] writeReply(Answer answer, Caller caller);

    /** Starts reading a stream. */
    StreamReader streamReader();

    /** Returns a writer for one stream alone. */
    StreamWriter streamWriter(Caller caller);
}
