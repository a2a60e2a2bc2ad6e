package dev.sluice.provider;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, pulled one by one by a single thread.
 *
 * <p>The stream ends in one of two ways and never in between: {@link #next()} returns {@code null}
 * after the dialect's proper end was seen, or throws because it was not.
 */
@Stable(since = "1.0")
public interface EventStream extends AutoCloseable {

    /**
     * Waits for the next event.
     *
     * @return the event, or {@code null} at the proper end and ever after
     * @throws ProviderException if the upstream broke off, fell silent for too long or sent what is
     *     not an event; with {@link ErrorKind#CANCELLED} if the thread was interrupted or the stream
     *     closed meanwhile
     */
    @Nullable
    // A provider needs the annotation neither to compile nor to run.
    @SuppressWarnings("exports")
    ServerSentEvent next();

    /**
     * Tells whether the next event can be had without waiting for the network. A hint: the gateway
     * flushes what it has written when the answer is no.
     *
     * @return false if unknown
     */
    default boolean ready() {
        return false;
    }

    /**
     * Returns the tokens that the reply cost, once the upstream has said so.
     *
     * @return nothing until it has
     */
    default Optional<TokenUsage> usage() {
        return Optional.empty();
    }

    /** Ends the upstream's call at once. May be called from any thread, more than once. */
    @Override
    void close();
}
