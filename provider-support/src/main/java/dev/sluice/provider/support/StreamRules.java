package dev.sluice.provider.support;

import dev.sluice.provider.Incubating;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rules of a dialect for the events of one stream: which are passed on, and which is the last. Called by one thread
 * at a time.
 */
@Incubating(since = "0.1")
public interface StreamRules {

    /**
     * Returns the rules of a stream that ends with {@code [DONE]}, as OpenAI's chat completions do: events are passed on
     * unchanged, errors reported in them are thrown, the usage is read where it is found.
     *
     * @param errors explain failures
     * @param path the path that was called, for messages
     * @return rules for one stream
     */
    static StreamRules untilDone(UpstreamErrors errors, String path) {
        return new DoneStreamRules(errors, path);
    }

    /**
     * Handles the next event.
     *
     * @param event as received
     * @param out takes what is passed on: the event, another one in its place, or nothing
     * @return whether the stream is complete
     * @throws dev.sluice.provider.ProviderException if the event reports an error, or is not what the dialect allows
     */
    boolean onEvent(ServerSentEvent event, Consumer<ServerSentEvent> out);

    /**
     * Handles the end of a body before the stream was complete.
     *
     * @param out takes what is missing, if the stream counts as complete all the same
     * @throws dev.sluice.provider.ProviderException if it does not
     */
    void onEnd(Consumer<ServerSentEvent> out);

    /**
     * Returns the token usage of the reply. May be called from another thread.
     *
     * @return nothing until the upstream has reported it
     */
    Optional<TokenUsage> usage();
}
