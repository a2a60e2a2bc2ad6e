package dev.sluice.provider.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.function.UnaryOperator;

/**
 * An injected fault. It replies in place of the script, or changes the script's reply. Any change of a {@link Response}
 * is a fault by {@link #altering(UnaryOperator)}; the most common ones have methods here.
 */
@FunctionalInterface
public interface Fault {

    /**
     * Answers a request.
     *
     * @param next what would answer without this fault; not calling it leaves no trace in the script's state
     */
    Response apply(Request request, Script next);

    /** This fault on top of another one. */
    default Fault over(Fault inner) {
        return (request, next) -> apply(request, changed -> inner.apply(changed, next));
    }

    /** Answers this; the script is not asked. */
    static Fault responding(Response response) {
        return (request, next) -> response;
    }

    /** Answers a status with a text body; the script is not asked. */
    static Fault status(int status, String text) {
        return responding(Response.text(status, text));
    }

    /** Lets the script answer and changes the answer. */
    static Fault altering(UnaryOperator<Response> change) {
        return (request, next) -> change.apply(next.answer(request));
    }

    /** Reads the request and never answers: held until the peer gives up or the server is closed. */
    static Fault neverAnswering() {
        return stallingBeforeHead(Stall.untilReleased());
    }

    /** Stalls before the status line. */
    static Fault stallingBeforeHead(Stall stall) {
        return altering(response -> response.stalledBeforeHead(stall));
    }

    /** Stalls between the head and the first byte of the body. */
    static Fault stallingBeforeBody(Stall stall) {
        return altering(response -> response.stalledBeforeBody(stall));
    }

    /** Stalls in the middle of the body, after so many parts (events). */
    static Fault stallingAfterParts(int count, Stall stall) {
        return altering(response -> response.stalledAfterParts(count, stall));
    }

    /** Ends the connection without a byte of an answer; the script is not asked. */
    static Fault endingBeforeHead(ConnectionEnding ending) {
        return responding(Response.empty(200).cutInHead(0, ending));
    }

    /** Ends the connection in the middle of the status line and headers. */
    static Fault endingInHead(ConnectionEnding ending) {
        return altering(response -> response.cutInHead(24, ending));
    }

    /** Ends the connection after so many parts (events) of the body, before the last chunk. */
    static Fault endingAfterParts(int count, ConnectionEnding ending) {
        return altering(response -> response.cutAfterParts(count, ending));
    }

    /** Ends the connection after so many bytes of the body. */
    static Fault endingAfterBytes(long bytes, ConnectionEnding ending) {
        return altering(response -> response.cutAfterBytes(bytes, ending));
    }

    /** Writes every byte by itself, which splits events and UTF-8 sequences wherever they can be split. */
    static Fault byteWise() {
        return altering(response -> response.inPiecesOf(1));
    }

    /** Answers a 200 with an HTML page, as a captive portal does; the script is not asked. */
    static Fault htmlPage() {
        return responding(Response.of(
                        200, "text/html; charset=utf-8", "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>\n")
                .withoutUsualHeaders());
    }

    /** Gives the answer another media type. */
    static Fault contentType(String value) {
        return altering(response -> response.header("Content-Type", value));
    }

    /** Cuts a body in half and ends the message properly: JSON or an event that stops in the middle. */
    static Fault truncatedBody() {
        return altering(response -> response.editText(text -> text.substring(0, text.length() / 2)));
    }

    /** Answers a 200 with JSON that never closes, at least so many bytes long. The script is not asked. */
    static Fault giganticBody(long bytes) {
        byte[] block = "[[[[\"a\"],".repeat(8_192).getBytes(StandardCharsets.US_ASCII);
        int blocks = (int) Math.min(bytes / block.length + 1, Integer.MAX_VALUE);
        Iterable<byte[]> parts = Collections.nCopies(blocks, block);
        return responding(Response.streamed(200, "application/json", parts));
    }
}
