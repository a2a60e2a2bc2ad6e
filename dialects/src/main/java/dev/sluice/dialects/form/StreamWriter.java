package dev.sluice.dialects.form;

import dev.sluice.provider.ServerSentEvent;
import java.util.function.Consumer;

/** Writes one stream of a dialect. Used by one thread. */
public interface StreamWriter {

    /** Writes a step; {@code out} receives its events, possibly none. */
    void write(Delta delta, Consumer<ServerSentEvent> out);

    /** Writes the proper end, after {@link Delta.End} has come and its cost is known if it ever will be. */
    void end(Consumer<ServerSentEvent> out);
}
