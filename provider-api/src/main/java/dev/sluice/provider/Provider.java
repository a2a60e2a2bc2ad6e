package dev.sluice.provider;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A source of models. All methods may be called from many threads at once, and are until {@link #close()}.
 *
 * <p>A call is ended early by interrupting its thread; the provider then lets go of whatever it holds
 * and throws {@link ErrorKind#CANCELLED}. What a provider throws says whose fault it is, and so whether the
 * gateway tries again, tries another model, or tells the caller: {@link ErrorKind}.
 */
@Stable(since = "1.0")
public interface Provider extends AutoCloseable {

    /**
     * Fetches the models that the user can call now. Never starts a sign-in.
     *
     * <p>The gateway keeps the result and decides how long to wait; a provider need not cache.
     *
     * @return the models in the provider's own order, each id once
     * @throws ProviderException with {@link ErrorKind#SIGN_IN_REQUIRED} if nobody is signed in, or
     *     with whatever went wrong upstream
     */
    List<Model> models();

    /**
     * Sends one request to the upstream and returns once its outcome is known: the whole body of a
     * plain reply, or the head of a stream. Embeddings are asked for here as well, in their own dialect.
     *
     * <p>The gateway sends a request at most once at a time, and again after a failure that is {@link
     * ErrorKind#isTransient()}; a provider repeats only what it knows to have had no effect.
     *
     * @param request what the caller asks, in one of the model's dialects
     * @return a {@link Reply.Streaming} if the request wants a stream, else a {@link Reply.Complete}; closed by the
     *     caller
     * @throws ProviderException if there is no reply to give, {@link ErrorKind#UNKNOWN_MODEL} for a model that is
     *     not there
     */
    Reply send(ProviderRequest request);

    /**
     * Has the upstream count the tokens that a request would be read as, without asking the model. The
     * gateway estimates what no upstream counts.
     *
     * @param request as for {@link #send}, but for fields that only a reply would need
     * @return nothing if the upstream does not count requests of this dialect; that is the default
     * @throws ProviderException if the upstream counts them, and has not
     */
    default OptionalLong countTokens(ProviderRequest request) {
        return OptionalLong.empty();
    }

    /**
     * Says what keeps this provider from serving, without blocking or asking anybody.
     *
     * @return a sentence for the person who runs the gateway, or nothing if requests can be served
     */
    default Optional<String> impediment() {
        return Optional.empty();
    }

    /**
     * Returns the way to sign a user in, if this provider has users to sign in.
     *
     * @return always the same answer; nothing by default
     */
    default Optional<SignIn> signIn() {
        return Optional.empty();
    }

    /**
     * Ends background work and lets go of everything. Running calls may fail from then on. Called
     * once, after which no other method is called.
     */
    @Override
    void close();
}
