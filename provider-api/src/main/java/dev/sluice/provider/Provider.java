package dev.sluice.provider;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Lists the models of one upstream and sends requests to them. All methods may be called from many threads at once,
 * until {@link #close()}.
 *
 * <p>A call is cancelled by interrupting its thread; the provider then releases its resources and throws {@link
 * ErrorKind#CANCELLED}. The {@link ErrorKind} of a failure decides whether the gateway retries, tries another model,
 * or reports it to the client.
 */
@Stable(since = "1.0")
public interface Provider extends AutoCloseable {

    /**
     * Fetches the models that the user can call now. Never starts a sign-in.
     *
     * <p>The gateway keeps the result and decides how long to wait; a provider need not cache.
     *
     * @return the models in the provider's own order, each id once
     * @throws ProviderException with {@link ErrorKind#SIGN_IN_REQUIRED} if there is no credential, or
     *     with whatever went wrong upstream
     */
    List<Model> models();

    /**
     * Sends one request to the upstream and returns once its outcome is known: the whole body of a
     * plain reply, or the head of a stream. Embeddings are requested here as well, in their own dialect.
     *
     * <p>The gateway may send the same request to the same provider again, one attempt at a time: after a failure
     * whose kind {@link ErrorKind#isTransient() is transient}, and after {@link ErrorKind#RATE_LIMITED} with a {@link
     * ProviderException#retryAfter()}, in both cases only within its limits of attempts, time and delay. A stream
     * that fails before its first event counts as such a failure; after the first event nothing is sent again. Where
     * fallbacks or hedging are configured, other candidates may be sent the request as well, meanwhile or later. A
     * provider itself repeats only calls that it knows to have had no effect, such as one that was refused for an
     * expired token.
     *
     * @param request what the caller asks, in one of the model's dialects
     * @return a {@link Reply.Streaming} if the request wants a stream, else a {@link Reply.Complete}; closed by the
     *     caller
     * @throws ProviderException if there is no reply to give, {@link ErrorKind#UNKNOWN_MODEL} for a model that is
     *     not there
     */
    Reply send(ProviderRequest request);

    /**
     * Has the upstream count the input tokens of a request without calling the model. The gateway estimates what no
     * upstream counts.
     *
     * @param request as for {@link #send}, but for fields that only a reply would need
     * @return nothing if the upstream does not count requests of this dialect; that is the default
     * @throws ProviderException if the upstream offers the count but the call failed
     */
    default OptionalLong countTokens(ProviderRequest request) {
        return OptionalLong.empty();
    }

    /**
     * Says why this provider cannot serve requests now, for {@code /ready} and {@code /admin/providers}. Answers from
     * what is known, without blocking or network calls.
     *
     * @return a sentence for the person who runs the gateway, or nothing if requests can be served
     */
    default Optional<String> readinessProblem() {
        return impediment();
    }

    /**
     * The name of {@link #readinessProblem()} in version 1.0. The gateway no longer calls it; a provider that
     * overrides only this method keeps working, because the default of the new one calls it.
     *
     * @return nothing by default
     * @deprecated override and call {@link #readinessProblem()}
     */
    @Deprecated(since = "1.1")
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
     * Ends background work and releases all resources. Calls in flight may fail from then on. Called
     * once, after which no other method is called.
     */
    @Override
    void close();
}
