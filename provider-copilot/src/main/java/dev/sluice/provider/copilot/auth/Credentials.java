package dev.sluice.provider.copilot.auth;

import java.util.Optional;
import java.util.OptionalDouble;

/** Where calls to the Copilot API get their credential from. Safe for use by many threads. */
public interface Credentials extends AutoCloseable {

    /**
     * Returns a credential that should be good now, fetching one if need be. Throws {@link SignInRequiredException} if
     * a person must act first; no sign-in is started.
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
     * Returns what kept the last attempt from giving a credential, other than a missing sign-in; empty if it gave one.
     * Does not block.
     */
    Optional<String> readinessProblem();

    /**
     * Returns the seconds that the credential in use is still good for, negative if it has expired; empty if there is
     * none or it has no end. Does not block.
     */
    OptionalDouble secondsLeft();

    /** Begins to work in the background. Returns at once. */
    void start();

    @Override
    void close();
}
