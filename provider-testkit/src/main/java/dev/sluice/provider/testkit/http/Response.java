package dev.sluice.provider.testkit.http;

import jakarta.json.JsonStructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A reply and how it is sent. Immutable: every method returns a changed copy.
 *
 * <p>The body is a sequence of parts. A fixed body has one and a {@code Content-Length}; a streamed one is sent chunked,
 * a part at a time.
 */
public final class Response {

    private final int status;
    private final HeaderFields headers;
    private final Iterable<byte[]> parts;
    private final boolean chunked;
    private final boolean bare;
    private final Delivery delivery;

    private Response(
            int status,
            HeaderFields headers,
            Iterable<byte[]> parts,
            boolean chunked,
            boolean bare,
            Delivery delivery) {
        this.status = status;
        this.headers = headers;
        this.parts = parts;
        this.chunked = chunked;
        this.bare = bare;
        this.delivery = delivery;
    }

    /** A fixed body of this media type. */
    public static Response of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A fixed body of this media type. */
    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, typed(contentType), List.of(body), false, false, Delivery.PLAIN);
    }

    /** A fixed {@code text/plain} body. */
    public static Response text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body);
    }

    /** A fixed JSON body. */
    public static Response json(int status, JsonStructure body) {
        return of(status, "application/json", body.toString());
    }

    /** No body, and no media type. */
    public static Response empty(int status) {
        return new Response(status, HeaderFields.NONE, List.of(), false, false, Delivery.PLAIN);
    }

    /** A chunked body, a chunk a part. The iterable may be lazy and endless. */
    public static Response streamed(int status, String contentType, Iterable<byte[]> parts) {
        return new Response(status, typed(contentType), parts, true, false, Delivery.PLAIN);
    }

    /** A 200 stream of server-sent events, a chunk an event; each text is written as it is, so it ends in a blank line. */
    public static Response events(List<String> events) {
        return streamed(200, "text/event-stream", encode(events));
    }

    private static HeaderFields typed(String contentType) {
        return HeaderFields.NONE.plus("Content-Type", contentType);
    }

    private static List<byte[]> encode(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The header fields, without those that frame the body. */
    public HeaderFields headers() {
        return headers;
    }

    /** The parts of the body. */
    public Iterable<byte[]> parts() {
        return parts;
    }

    /** Whether the body is sent chunked. */
    public boolean chunked() {
        return chunked;
    }

    /** Whether the server's usual headers are to be left away, see {@link #withoutUsualHeaders()}. */
    public boolean bare() {
        return bare;
    }

    Delivery delivery() {
        return delivery;
    }

    /** With another status. */
    public Response status(int code) {
        return new Response(code, headers, parts, chunked, bare, delivery);
    }

    /** With this header in place of those of the same name. */
    public Response header(String name, String value) {
        return headers(headers.with(name, value));
    }

    /** With these header fields in place of all others. */
    public Response headers(HeaderFields fields) {
        return new Response(status, fields, parts, chunked, bare, delivery);
    }

    /** Tells a simulator not to add the headers that it puts on every answer: an answer of some box on the way. */
    public Response withoutUsualHeaders() {
        return new Response(status, headers, parts, chunked, true, delivery);
    }

    /** With the body as text passed through an edit; a stream's parts are edited together and go out as one. */
    public Response editText(UnaryOperator<String> edit) {
        StringBuilder whole = new StringBuilder();
        parts.forEach(part -> whole.append(new String(part, StandardCharsets.UTF_8)));
        return parts(List.of(edit.apply(whole.toString()).getBytes(StandardCharsets.UTF_8)));
    }

    /** With the list of parts, as text, passed through an edit. */
    public Response editEvents(UnaryOperator<List<String>> edit) {
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> texts.add(new String(part, StandardCharsets.UTF_8)));
        return parts(encode(edit.apply(texts)));
    }

    /** With other parts. */
    public Response parts(Iterable<byte[]> others) {
        return new Response(status, headers, others, chunked, bare, delivery);
    }

    private Response delivered(Delivery way) {
        return new Response(status, headers, parts, chunked, bare, way);
    }

    /** Waits this long, by the real clock, between two parts. */
    public Response paced(Duration time) {
        return delivered(delivery.pace(time));
    }

    /** Writes, and flushes, at most so many bytes at a time; in a stream each is a chunk of its own. */
    public Response inPiecesOf(int bytes) {
        return delivered(delivery.pieces(bytes));
    }

    /** Stalls before the status line. */
    public Response stalledBeforeHead(Stall stall) {
        return delivered(delivery.headStall(stall));
    }

    /** Stalls after the head, before the first byte of the body. */
    public Response stalledBeforeBody(Stall stall) {
        return delivered(delivery.bodyStall(stall));
    }

    /** Stalls after so many parts of the body. */
    public Response stalledAfterParts(int count, Stall stall) {
        return delivered(delivery.partStall(count, stall));
    }

    /** Ends the connection after so many bytes of status line and headers. */
    public Response cutInHead(int bytes, ConnectionEnding ending) {
        return delivered(delivery.headCut(bytes, ending == ConnectionEnding.RESET));
    }

    /** Ends the connection after so many bytes of the body, before its last chunk. */
    public Response cutAfterBytes(long bytes, ConnectionEnding ending) {
        return delivered(delivery.bodyCut(bytes, ending == ConnectionEnding.RESET));
    }

    /** Ends the connection after so many parts of the body, before its last chunk. */
    public Response cutAfterParts(int count, ConnectionEnding ending) {
        return delivered(delivery.partCut(count, ending == ConnectionEnding.RESET));
    }
}
