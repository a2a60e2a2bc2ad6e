package dev.sluice.upstream;

import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parses server-sent events from bytes, however they were split in transit, after
 * <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">the
 * HTML standard</a>.
 */
final class EventParser {
    private static final int SMALL = 512;
    private static final int KEPT = 64 * 1024;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    private final int limit;
    private byte[] line = new byte[SMALL];
    private int lineLength;
    private byte[] data = new byte[SMALL];
    private int dataLength;
    private boolean anyData;
    private String type = "";
    private String lastType = "";
    private byte[] lastTypeBytes = {};
    private boolean started;
    private boolean afterCarriageReturn;
    private @Nullable ServerSentEvent event;

    /**
     * Creates a parser for one stream.
     *
     * @param limit the maximum size of an event in bytes
     */
    EventParser(int limit) {
        this.limit = limit;
    }

    /**
     * Parses until an event is complete or the bytes are used up.
     *
     * @return the index of the first byte not read
     */
    int parse(byte[] bytes, int from, int to) throws ReplyFormatException {
        int at = from;
        while (at < to) {
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (bytes[at] == '\n') {
                    at++;
                    continue;
                }
            }
            int end = lineEnd(bytes, at, to);
            if (end == to) {
                keep(bytes, at, to);
                return to;
            }
            endLine(bytes, at, end);
            afterCarriageReturn = bytes[end] == '\r';
            at = end + 1;
            if (event != null) {
                return at;
            }
        }
        return at;
    }

    /** Returns the completed event, once. */
    @Nullable
    ServerSentEvent take() {
        ServerSentEvent whole = event;
        event = null;
        return whole;
    }

    /** Returns the event that the end of the body completes: some upstreams omit the last blank line. */
    @Nullable
    ServerSentEvent end() throws ReplyFormatException {
        if (lineLength > 0) {
            endLine(line, 0, 0);
        }
        dispatch();
        return take();
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    private void keep(byte[] bytes, int from, int to) throws ReplyFormatException {
        line = append(line, lineLength, bytes, from, to);
        lineLength += to - from;
    }

    private void endLine(byte[] bytes, int from, int to) throws ReplyFormatException {
        if (lineLength == 0) {
            line(bytes, from, to);
            return;
        }
        keep(bytes, from, to);
        int length = lineLength;
        lineLength = 0;
        line(line, 0, length);
        if (line.length > KEPT) {
            line = new byte[SMALL];
        }
    }

    private void line(byte[] bytes, int start, int to) throws ReplyFormatException {
        int from = start;
        if (!started) {
            started = true;
            if (startsWithByteOrderMark(bytes, from, to)) {
                from += 3;
            }
        }
        if (from == to) {
            dispatch();
        } else if (isField(DATA, bytes, from, to)) {
            int value = value(DATA, bytes, from, to);
            if (anyData) {
                data = append(data, dataLength, new byte[] {'\n'}, 0, 1);
                dataLength++;
            }
            data = append(data, dataLength, bytes, value, to);
            dataLength += to - value;
            anyData = true;
        } else if (isField(EVENT, bytes, from, to)) {
            type = typeOf(bytes, value(EVENT, bytes, from, to), to);
        }
        // Anything else is a comment, or a field for reconnecting.
    }

    private void dispatch() {
        if (anyData) {
            byte[] whole = Arrays.copyOf(data, dataLength);
            event = type.isEmpty() ? ServerSentEvent.of(whole) : ServerSentEvent.of(type, whole);
            if (data.length > KEPT) {
                data = new byte[SMALL];
            }
        }
        anyData = false;
        dataLength = 0;
        type = "";
    }

    /** Reuses the last type, since streams repeat a few types. */
    private String typeOf(byte[] bytes, int from, int to) {
        if (!Arrays.equals(lastTypeBytes, 0, lastTypeBytes.length, bytes, from, to)) {
            lastTypeBytes = Arrays.copyOfRange(bytes, from, to);
            lastType = new String(lastTypeBytes, StandardCharsets.UTF_8);
        }
        return lastType;
    }

    private byte[] append(byte[] target, int length, byte[] bytes, int from, int to) throws ReplyFormatException {
        int needed = length + to - from;
        if (needed > limit || lineLength + dataLength > limit) {
            throw new ReplyFormatException("an event is larger than " + limit + " bytes");
        }
        byte[] grown =
                needed <= target.length ? target : Arrays.copyOf(target, Math.max(needed, Math.min(limit, needed * 2)));
        System.arraycopy(bytes, from, grown, length, to - from);
        return grown;
    }

    private static boolean isField(byte[] name, byte[] bytes, int from, int to) {
        int end = from + name.length;
        return end <= to && Arrays.equals(bytes, from, end, name, 0, name.length) && (end == to || bytes[end] == ':');
    }

    private static int value(byte[] name, byte[] bytes, int from, int to) {
        int at = from + name.length;
        if (at < to) {
            at++;
        }
        return at < to && bytes[at] == ' ' ? at + 1 : at;
    }

    private static boolean startsWithByteOrderMark(byte[] bytes, int from, int to) {
        return to - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
    }
}
