package dev.sluice.dialects.form;

import dev.sluice.provider.ServerSentEvent;
import java.util.function.Consumer;

/** Reads one stream of a dialect. Used by one thread. */
public interface StreamReader {

    /**
     * Reads an event; {@code out} receives its deltas, possibly none. Throws if the event says that the upstream
     * failed, or is none of the dialect.
     */
    void read(ServerSentEvent event, Consumer<Delta> out);

    /**
     * Reads the stream's end, as a rule after {@link Delta.End}; {@code out} receives what had been held back. Throws
     * if the answer is not whole.
     */
    void end(Consumer<Delta> out);
}
