package dev.sluice.provider;

/** Signs a user in by the OAuth 2.0 device flow (RFC 8628). One flow runs at a time, for all callers. */
@Incubating(since = "1.0")
public interface SignIn {

    /**
     * Returns the state of the sign-in, without blocking.
     *
     * @return the state, never with a token
     */
    SignInStatus status();

    /**
     * Starts the flow, or joins the one that runs. Waits only until there is a code to show, not until
     * the user has entered it.
     *
     * @return {@link SignInStatus.Pending} as a rule
     * @throws ProviderException if no code could be obtained
     */
    SignInStatus start();

    /** Ends the running flow, if there is one. */
    void cancel();
}
