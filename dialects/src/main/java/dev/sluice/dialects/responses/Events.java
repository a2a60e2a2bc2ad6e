package dev.sluice.dialects.responses;

import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObjectBuilder;
import java.util.function.Consumer;

/** Numbers the events of a stream. Used by one thread. */
final class Events {
    private long next;

    /** Starts the data of the next event. */
    JsonObjectBuilder begin(String type) {
        return JsonTree.object().add("type", type).add("sequence_number", number());
    }

    /** Returns the number of the next event. */
    long number() {
        return next++;
    }

    static void send(String type, JsonObjectBuilder data, Consumer<ServerSentEvent> out) {
        out.accept(ServerSentEvent.of(type, JsonTree.bytes(data.build())));
    }
}
