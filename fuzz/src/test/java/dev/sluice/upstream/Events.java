package dev.sluice.upstream;

import dev.sluice.provider.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Cuts bytes into events. */
public final class Events {
    private static final int MOST = 1024 * 1024;

    private Events() {}

    /** Returns the events of a stream; none if it is too long. */
    public static List<ServerSentEvent> whole(byte[] bytes) {
        return inPieces(bytes, Math.max(1, bytes.length));
    }

    static List<ServerSentEvent> inPieces(byte[] bytes, int size) {
        return parsed(bytes, from -> from - from % size + size);
    }

    static List<ServerSentEvent> cutAt(byte[] bytes, int cut) {
        return parsed(bytes, from -> from < cut ? cut : bytes.length);
    }

    private static List<ServerSentEvent> parsed(byte[] bytes, IntUnaryOperator end) {
        List<ServerSentEvent> events = new ArrayList<>();
        EventParser parser = new EventParser(MOST);
        try {
            int from = 0;
            while (from < bytes.length) {
                from = parser.parse(bytes, from, Math.min(bytes.length, end.applyAsInt(from)));
                add(parser.take(), events);
            }
            add(parser.end(), events);
        } catch (ReplyFormatException e) {
            return List.of();
        }
        return events;
    }

    private static void add(@Nullable ServerSentEvent event, List<ServerSentEvent> events) {
        if (event != null) {
            events.add(event);
        }
    }
}
