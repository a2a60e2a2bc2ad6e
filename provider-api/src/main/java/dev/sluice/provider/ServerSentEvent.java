package dev.sluice.provider;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** One event of a stream, after <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the HTML standard</a>. */
@Stable(since = "1.0")
public final class ServerSentEvent {
    private final String type;
    private final byte[] data;

    private ServerSentEvent(String type, byte[] data) {
        this.type = Objects.requireNonNull(type, "type");
        this.data = Objects.requireNonNull(data, "data");
    }

    /**
     * Makes an event without a type of its own, as chat completions use.
     *
     * @param data UTF-8 text; not copied
     * @return the event
     */
    public static ServerSentEvent of(byte[] data) {
        return new ServerSentEvent("", data);
    }

    /**
     * Makes an event with a type, as Responses and Messages use.
     *
     * @param type what follows {@code event:}; empty for none
     * @param data UTF-8 text; not copied
     * @return the event
     */
    public static ServerSentEvent of(String type, byte[] data) {
        return new ServerSentEvent(type, data);
    }

    /**
     * Returns the event's type.
     *
     * @return empty if it has none
     */
    public String type() {
        return type;
    }

    /**
     * Returns the event's data; several data lines are joined by line feeds.
     *
     * @return UTF-8 text; shared, not to be changed
     */
    public byte[] data() {
        return data;
    }

    /**
     * Returns the data as text.
     *
     * @return the data decoded
     */
    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ServerSentEvent[type=" + type + ", " + data.length + " bytes]";
    }
}
