package dev.sluice.dialects.responses;

import dev.sluice.provider.ServerSentEvent;
import java.util.function.Consumer;

/** An item that is being written. Used by one thread. */
interface OpenItem {

    /**
     * Writes its end.
     *
     * @param status {@code completed} or {@code incomplete}
     */
    byte[] end(String status, Consumer<ServerSentEvent> out);
}
