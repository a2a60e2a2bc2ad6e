package dev.sluice.gateway.models;

import dev.sluice.gateway.resilience.Attempts;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The way to one model of one provider. */
public interface ModelRoute {

    /**
     * Returns the provider's id.
     *
     * @return such as {@code copilot}
     */
    String provider();

    /**
     * Returns the id that the model is listed by.
     *
     * @return such as {@code copilot-gpt-4o}
     */
    String listedId();

    /**
     * Returns the model.
     *
     * @return as the provider offers it
     */
    Model model();

    /**
     * Returns what the model is asked in.
     *
     * @return the caller's own dialect, unless the model does not speak it
     */
    Dialect dialect();

    /**
     * Returns how long the upstream is waited for.
     *
     * @return the deadlines that hold for this model
     */
    Deadlines deadlines();

    /**
     * Returns how long a reply may take in all.
     *
     * @param streaming whether it is a stream
     * @return nothing for as long as the other deadlines give
     */
    Optional<Duration> total(boolean streaming);

    /**
     * Asks the model, again if that makes sense, and has the reply relayed.
     *
     * @param <T> what the relay returns
     * @param request what the caller asks
     * @param attempts is told each attempt
     * @param relay passes the reply on to the caller; the call counts as running until it returns
     * @return what the relay returned
     * @throws dev.sluice.provider.ProviderException if there is no reply, or the relay threw it
     */
    <T> T send(ProviderRequest request, Attempts attempts, Function<Reply, T> relay);

    /**
     * Has a request's tokens counted by the model's own side.
     *
     * @param request what the caller asks
     * @return nothing if it does not count such requests
     * @throws dev.sluice.provider.ProviderException if it does, and has not
     */
    OptionalLong countTokens(ProviderRequest request);
}
