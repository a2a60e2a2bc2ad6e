package dev.sluice.dialects.responses;

import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ServerSentEvent;
import java.util.function.Consumer;

/** Numbers the events of a stream. Used by one thread. */
final class Events {
    private long next;

    /** Starts the data of the next event. */
    JsonOutput begin(String type) {
        return new JsonOutput().object().add("type", type).add("sequence_number", number());
    }

    /** Returns the number of the next event. */
    long number() {
        return next++;
    }

    static void send(String type, JsonOutput data, Consumer<ServerSentEvent> out) {
        out.accept(ServerSentEvent.of(type, data.endObject().toBytes()));
    }
}
