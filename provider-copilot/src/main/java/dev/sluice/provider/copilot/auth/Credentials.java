package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.ProviderException;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where calls to the Copilot API get their credential from. Safe for use by many threads. */
public interface Credentials extends AutoCloseable {

    /**
     * Returns a credential that should be good now, fetching one if need be.
     *
     * @throws SignInRequiredException if a person must act first; nothing is started
     * @throws ProviderException if none could be had otherwise
     */
    Credential current();

    /**
     * Notes that the Copilot API refused a credential, or was not the right host for it. Has no effect if another
     * one has taken its place already.
     *
     * @param misdirected whether the host was to blame (421)
     * @return whether {@link #current()} will answer with, or try for, another
     */
    boolean renew(Credential credential, boolean misdirected);

    /**
     * Says what kept the last attempt from giving a credential, other than a missing sign-in. Does not block.
     *
     * @return nothing if it gave one
     */
    Optional<String> readinessProblem();

    /**
     * Says how long the credential in use is good for. Does not block.
     *
     * @return seconds, negative if it is over; nothing if there is none or it has no end
     */
    OptionalDouble secondsLeft();

    /** Begins to work in the background. Returns at once. */
    void start();

    @Override
    void close();
}
