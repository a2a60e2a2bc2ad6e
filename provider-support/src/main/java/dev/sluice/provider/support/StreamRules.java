package dev.sluice.provider.support;

import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.TokenUsage;
import java.util.List;
import java.util.Optional;

/**
 * What a dialect says about the events of one stream: which are passed on, and which is the last. Called by one thread
 * at a time.
 */
public interface StreamRules {

    /** What becomes of an event. */
    enum Verdict {
        /** It is passed on. */
        RELAY,
        /** It is left out. */
        DROP,
        /** It is passed on, and is the last. */
        END
    }

    /**
     * Looks at the next event.
     *
     * @param event as it came
     * @return what becomes of it
     * @throws dev.sluice.provider.ProviderException if the upstream reports an error in it
     * @throws dev.sluice.json.JsonException if it is not the JSON that the dialect wants
     */
    Verdict see(ServerSentEvent event);

    /**
     * Judges a body that ended without the dialect's last event.
     *
     * @return what is missing, if the stream is complete all the same
     * @throws dev.sluice.provider.ProviderException if it is not
     */
    List<ServerSentEvent> finish();

    /**
     * Returns the tokens that the reply cost. May be called from another thread.
     *
     * @return nothing until the upstream has said so
     */
    Optional<TokenUsage> usage();
}
