package dev.sluice.provider.copilot.chat;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Events that have all been received; whether they are announced as such can be set. */
final class ListedEvents implements EventStream {
    private final Queue<ServerSentEvent> events;
    private boolean ready = true;
    private boolean closed;

    ListedEvents(List<String> data) {
        this.events = new ArrayDeque<>(data.stream()
                .map(text -> ServerSentEvent.of(text.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    @Override
    public @Nullable ServerSentEvent next() {
        return events.poll();
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public void close() {
        closed = true;
    }

    void ready(boolean announced) {
        ready = announced;
    }

    boolean closed() {
        return closed;
    }

    int left() {
        return events.size();
    }

    static List<String> drain(EventStream stream) {
        List<String> texts = new ArrayList<>();
        for (ServerSentEvent event = stream.next(); event != null; event = stream.next()) {
            texts.add(event.text());
        }
        return texts;
    }
}
