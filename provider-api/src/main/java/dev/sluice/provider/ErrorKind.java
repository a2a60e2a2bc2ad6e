package dev.sluice.provider;

/** Classifies a failure: what went wrong, who has to act, and whether a retry makes sense. */
@Stable(since = "1.0")
public enum ErrorKind {
    /** The request itself is wrong. */
    INVALID_REQUEST(Fault.CALLER, false),
    /** There is no such model, or this account does not see it. */
    UNKNOWN_MODEL(Fault.CALLER, false),
    /** There is no credential, or it was revoked; a person must act. */
    SIGN_IN_REQUIRED(Fault.ACCOUNT, false),
    /** The account is known and may not do this: plan, policy, suspension, billing. */
    NOT_ENTITLED(Fault.ACCOUNT, false),
    /** Too many requests; retried only if {@link ProviderException#retryAfter()} says when, and that is soon. */
    RATE_LIMITED(Fault.ACCOUNT, false),
    /** What the plan allows is used up. */
    QUOTA_EXHAUSTED(Fault.ACCOUNT, false),
    /** The upstream's filter refused the request or the reply. */
    CONTENT_FILTERED(Fault.CALLER, false),
    /** The upstream could not be reached, broke off, or said that it cannot serve now. */
    UPSTREAM_UNAVAILABLE(Fault.UPSTREAM, true),
    /** The upstream did not answer within a deadline. */
    UPSTREAM_TIMEOUT(Fault.UPSTREAM, true),
    /** The upstream answered what its protocol does not allow. */
    UPSTREAM_PROTOCOL(Fault.UPSTREAM, false),
    /** The client disconnected, or the call was cancelled for another reason. */
    CANCELLED(Fault.CALLER, false),
    /** A defect of the provider or of the gateway. */
    INTERNAL(Fault.GATEWAY, false);

    private final Fault fault;
    private final boolean transientFailure;

    ErrorKind(Fault fault, boolean transientFailure) {
        this.fault = fault;
        this.transientFailure = transientFailure;
    }

    /**
     * Returns who has to act.
     *
     * @return the party at fault
     */
    public Fault fault() {
        return fault;
    }

    /**
     * Tells whether the same request may succeed a moment later although the upstream did not say so.
     *
     * <p>The gateway retries transient failures by itself, after a back-off or after {@link
     * ProviderException#retryAfter()} where that is given, as long as its limits of attempts, time and delay allow.
     * {@link #RATE_LIMITED} is not transient: it is retried under the same limits, but only with a {@code retryAfter}.
     * No other kind is retried; most of them still make the gateway try the next configured fallback.
     *
     * @return true for {@link #UPSTREAM_UNAVAILABLE} and {@link #UPSTREAM_TIMEOUT}
     */
    public boolean isTransient() {
        return transientFailure;
    }

    /** The party at fault, who has to act. */
    public enum Fault {
        /** The client program that called the gateway. */
        CALLER,
        /** The user's account with the provider. */
        ACCOUNT,
        /** The gateway or the provider's code. */
        GATEWAY,
        /** The upstream service or the way to it. */
        UPSTREAM
    }
}
