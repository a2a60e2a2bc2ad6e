package dev.sluice.json;

import java.math.BigDecimal;
import java.util.function.Consumer;

/**
 * Writes one JSON text into an array of UTF-8 bytes. Commas and colons are its own; that every object and array is
 * closed, and that members have names and elements have none, is up to the caller. Used by one thread.
 */
public final class JsonOutput {
    private static final int DEFAULT_SIZE = 512;

    private final LiteralWriter bytes;
    private boolean comma;

    /** Starts with room for a small text. */
    public JsonOutput() {
        this(DEFAULT_SIZE);
    }

    /**
     * Starts with room for a text of a size that is known or guessed.
     *
     * @param size in bytes; an output that needs more grows
     */
    public JsonOutput(int size) {
        this.bytes = new LiteralWriter(size);
    }

    /**
     * Begins an object, as the value that is due.
     *
     * @return this output
     */
    public JsonOutput object() {
        return open('{');
    }

    /**
     * Ends the object that was begun last.
     *
     * @return this output
     */
    public JsonOutput endObject() {
        return close('}');
    }

    /**
     * Begins an array, as the value that is due.
     *
     * @return this output
     */
    public JsonOutput array() {
        return open('[');
    }

    /**
     * Ends the array that was begun last.
     *
     * @return this output
     */
    public JsonOutput endArray() {
        return close(']');
    }

    /**
     * Begins a member; its value is due next.
     *
     * @param name any text
     * @return this output
     */
    public JsonOutput name(String name) {
        text(name);
        bytes.ascii(':');
        comma = false;
        return this;
    }

    /**
     * Writes a string. Half a surrogate pair, which UTF-8 has no place for, is escaped and so survives.
     *
     * @param text any text
     * @return this output
     */
    public JsonOutput text(String text) {
        return beginText().piece(text).endText();
    }

    /**
     * Begins a string that is put together of pieces.
     *
     * @return this output
     */
    public JsonOutput beginText() {
        separate();
        bytes.ascii('"');
        return this;
    }

    /**
     * Goes on with a string that was begun.
     *
     * @param text its next piece, not escaped
     * @return this output
     */
    public JsonOutput piece(String text) {
        bytes.text(text);
        return this;
    }

    /**
     * Goes on with a string that was begun.
     *
     * @param text its next piece, which is not decoded for it
     * @return this output
     */
    public JsonOutput piece(RawText text) {
        text.write(bytes);
        return this;
    }

    /**
     * Ends a string that was begun.
     *
     * @return this output
     */
    public JsonOutput endText() {
        bytes.ascii('"');
        comma = true;
        return this;
    }

    /**
     * Writes a whole number.
     *
     * @param number any
     * @return this output
     */
    public JsonOutput number(long number) {
        return plain(Long.toString(number));
    }

    /**
     * Writes a number.
     *
     * @param number any
     * @return this output
     */
    public JsonOutput number(BigDecimal number) {
        return plain(number.toString());
    }

    /**
     * Writes {@code true} or {@code false}.
     *
     * @param flag which
     * @return this output
     */
    public JsonOutput flag(boolean flag) {
        return plain(flag ? "true" : "false");
    }

    /**
     * Writes {@code null}.
     *
     * @return this output
     */
    public JsonOutput nothing() {
        return plain("null");
    }

    /**
     * Writes a value as it stands.
     *
     * @param json one whole value, which is not checked
     * @return this output
     */
    public JsonOutput value(byte[] json) {
        return value(json, 0, json.length);
    }

    /**
     * Writes a value as it stands.
     *
     * @param json an array that holds one whole value, which is not checked
     * @param start where the value begins
     * @param end where it ends
     * @return this output
     */
    public JsonOutput value(byte[] json, int start, int end) {
        separate();
        bytes.copy(json, start, end);
        comma = true;
        return this;
    }

    /**
     * Writes a value as it stands where it was read.
     *
     * @param json JSON that was taken for a text
     * @return this output
     */
    public JsonOutput value(RawText json) {
        separate();
        json.writeJson(bytes);
        comma = true;
        return this;
    }

    /**
     * Writes a value as it stands where it was read.
     *
     * @param value a value that is there
     * @return this output
     */
    public JsonOutput value(JsonNode value) {
        return value(value.text, value.start(), value.end());
    }

    /**
     * Writes a member that is a string.
     *
     * @param name any text
     * @param text any text
     * @return this output
     */
    public JsonOutput add(String name, String text) {
        return name(name).text(text);
    }

    /**
     * Writes a member that is a string.
     *
     * @param name any text
     * @param text any text, which is not decoded for it
     * @return this output
     */
    public JsonOutput add(String name, RawText text) {
        return name(name).beginText().piece(text).endText();
    }

    /**
     * Writes a member that is a whole number.
     *
     * @param name any text
     * @param number any
     * @return this output
     */
    public JsonOutput add(String name, long number) {
        return name(name).number(number);
    }

    /**
     * Writes a member that is a number.
     *
     * @param name any text
     * @param number any
     * @return this output
     */
    public JsonOutput add(String name, BigDecimal number) {
        return name(name).number(number);
    }

    /**
     * Writes a member that is {@code true} or {@code false}.
     *
     * @param name any text
     * @param flag which
     * @return this output
     */
    public JsonOutput add(String name, boolean flag) {
        return name(name).flag(flag);
    }

    /**
     * Writes a member whose value stands for itself already.
     *
     * @param name any text
     * @param json one whole value, which is not checked
     * @return this output
     */
    public JsonOutput add(String name, byte[] json) {
        return name(name).value(json);
    }

    /**
     * Writes a member as it stands where its value was read.
     *
     * @param name any text
     * @param value a value that is there
     * @return this output
     */
    public JsonOutput add(String name, JsonNode value) {
        return name(name).value(value);
    }

    /**
     * Writes a member whose value is written by another.
     *
     * @param name any text
     * @param value writes one value to this output, at once
     * @return this output
     */
    public JsonOutput add(String name, Consumer<JsonOutput> value) {
        value.accept(name(name));
        return this;
    }

    /**
     * Writes a member that is {@code null}.
     *
     * @param name any text
     * @return this output
     */
    public JsonOutput addNull(String name) {
        return name(name).nothing();
    }

    /**
     * Goes on with JSON that was made ready, which may begin and end anywhere but within a string.
     *
     * @param json not empty; commas between it and what came before are its own
     * @return this output
     */
    public JsonOutput raw(byte[] json) {
        bytes.copy(json, 0, json.length);
        byte last = json[json.length - 1];
        comma = last != '{' && last != '[' && last != ':' && last != ',';
        return this;
    }

    /**
     * Returns what was written, in an array of its very length.
     *
     * @return the output's own array if it has that length, else a copy
     */
    public byte[] toBytes() {
        return bytes.toBytes();
    }

    private JsonOutput open(char bracket) {
        separate();
        bytes.ascii(bracket);
        comma = false;
        return this;
    }

    private JsonOutput close(char bracket) {
        bytes.ascii(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            bytes.ascii(',');
        }
    }

    private JsonOutput plain(String ascii) {
        separate();
        bytes.ascii(ascii);
        comma = true;
        return this;
    }
}
