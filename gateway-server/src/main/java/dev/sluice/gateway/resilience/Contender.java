package dev.sluice.gateway.resilience;

import dev.sluice.provider.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A model that may answer a request, if those before it do not. */
public interface Contender {

    /**
     * Returns the id that the model is listed by.
     *
     * @return such as {@code copilot-gpt-4o}
     */
    String model();

    /**
     * Returns the provider's id.
     *
     * @return such as {@code copilot}
     */
    String provider();

    /**
     * Returns how many tokens a conversation with the model may have.
     *
     * @return zero if that is not known
     */
    long contextTokens();

    /**
     * Returns how long its whole reply may take, streamed or not.
     *
     * @return nothing for as long as it likes
     */
    Optional<Duration> limit();

    /**
     * Asks the model. Called on a thread of its own, which is interrupted when the answer is not wanted any more.
     *
     * @param attempts is told each attempt
     * @param answer takes the reply, and returns or throws when nobody reads it any more
     * @throws CannotCarryException if the request cannot be put in words for this model
     * @throws dev.sluice.provider.ProviderException if there is no reply
     */
    void ask(Attempts attempts, Consumer<Reply> answer);
}
