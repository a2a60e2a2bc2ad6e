package dev.sluice.dialects.form;

import dev.sluice.provider.ServerSentEvent;
import java.util.function.Consumer;

/** Reads one stream of a dialect. Used by one thread. */
public interface StreamReader {

    /**
     * Reads an event.
     *
     * @param out takes what it tells, possibly nothing
     * @throws dev.sluice.provider.ProviderException if the event says that the upstream failed, or is none of the
     *     dialect
     */
    void read(ServerSentEvent event, Consumer<Delta> out);

    /**
     * Reads the stream's end, as a rule after {@link Delta.End} was told.
     *
     * @param out takes what had been held back
     * @throws dev.sluice.provider.ProviderException if the answer is not whole
     */
    void end(Consumer<Delta> out);
}
