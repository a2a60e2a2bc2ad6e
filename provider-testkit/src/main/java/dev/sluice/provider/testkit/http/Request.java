package dev.sluice.provider.testkit.http;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One request as received. Immutable, but the body array is not copied: treat it as read-only. */
public final class Request {

    private final long connection;
    private final String method;
    private final String target;
    private final HeaderFields headers;
    private final byte[] body;

    Request(long connection, String method, String target, HeaderFields headers, byte[] body) {
        this.connection = connection;
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    Request withBody(byte[] content) {
        return new Request(connection, method, target, headers, content);
    }

    /** A number that is the same for every request on one TCP connection, and for no other. */
    public long connection() {
        return connection;
    }

    /** The method, in capitals as it was sent. */
    public String method() {
        return method;
    }

    /** The request target as it was sent: path and query, undecoded. */
    public String target() {
        return target;
    }

    /** The target without its query, undecoded. */
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** The decoded value of the first query parameter of this name. */
    public Optional<String> query(String name) {
        int question = target.indexOf('?');
        return question < 0 ? Optional.empty() : parameter(target.substring(question + 1), name);
    }

    /** The decoded value of the first field of this name in a form-encoded body. */
    public Optional<String> form(String name) {
        return parameter(text(), name);
    }

    /** Every header field. */
    public HeaderFields headers() {
        return headers;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** The body without its transfer coding; empty when there was none, or when it was answered before it was read. */
    public byte[] body() {
        return body;
    }

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body as a JSON object.
     *
     * @throws jakarta.json.JsonException if it is none
     */
    public JsonObject json() {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        }
    }

    private static Optional<String> parameter(String encoded, String name) {
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (decode(key).equals(name)) {
                return Optional.of(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** Method, path and body size; no header and no content, which may be secrets. */
    @Override
    public String toString() {
        return method + " " + path() + " (" + body.length + " bytes)";
    }
}
