package dev.sluice.provider.support;

import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a dialect says about the events of one stream: what is passed on, and which is the last. Called by one thread at
 * a time.
 */
public interface StreamRules {

    /**
     * Looks at the next event.
     *
     * @param event as it came
     * @param out takes what is passed on: the event, what it was mended to, or nothing
     * @return whether the stream is complete
     * @throws dev.sluice.provider.ProviderException if the upstream reports an error in it
     * @throws dev.sluice.json.JsonException if it is not the JSON that the dialect wants
     */
    boolean see(ServerSentEvent event, Consumer<ServerSentEvent> out);

    /**
     * Judges a body that ended before the stream was complete.
     *
     * @param out takes what is missing, if the stream is as good as complete
     * @throws dev.sluice.provider.ProviderException if it is not
     */
    void finish(Consumer<ServerSentEvent> out);

    /**
     * Returns the tokens that the reply cost. May be called from another thread.
     *
     * @return nothing until the upstream has said so
     */
    Optional<TokenUsage> usage();
}
