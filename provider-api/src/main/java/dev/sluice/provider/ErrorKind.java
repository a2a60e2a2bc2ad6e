package dev.sluice.provider;

/** What went wrong, whose fault it is, and whether trying again makes sense. */
@Stable(since = "1.0")
public enum ErrorKind {
    /** The request itself is wrong. */
    INVALID_REQUEST(Fault.CALLER, false),
    /** There is no such model, or this account does not see it. */
    UNKNOWN_MODEL(Fault.CALLER, false),
    /** Nobody is signed in, or the credential was revoked; a person must act. */
    SIGN_IN_REQUIRED(Fault.ACCOUNT, false),
    /** The account is known and may not do this: plan, policy, suspension, billing. */
    NOT_ENTITLED(Fault.ACCOUNT, false),
    /** Too many requests; {@link ProviderException#retryAfter()} may say when to come back. */
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
    /** The caller went away; there is nobody left to answer. */
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
     * Says whose fault it is.
     *
     * @return the one who must act
     */
    public Fault fault() {
        return fault;
    }

    /**
     * Tells whether the same request may well succeed a moment later.
     *
     * @return true if the gateway may retry by itself
     */
    public boolean isTransient() {
        return transientFailure;
    }

    /** The one whose fault a failure is. */
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
