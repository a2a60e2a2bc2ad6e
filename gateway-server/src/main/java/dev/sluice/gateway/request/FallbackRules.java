package dev.sluice.gateway.request;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Which failures another model may make good. */
public final class FallbackRules {
    private static final String TOO_LONG = "context_length_exceeded";

    private FallbackRules() {}

    /**
     * Tells whether to ask another model after a failure. A mistake of the caller's is one everywhere, and what a
     * filter refuses is not offered to the next one until one takes it.
     */
    public static boolean allow(ProviderException failure) {
        return switch (failure.kind()) {
            case SIGN_IN_REQUIRED,
                    NOT_ENTITLED,
                    RATE_LIMITED,
                    QUOTA_EXHAUSTED,
                    UNKNOWN_MODEL,
                    UPSTREAM_UNAVAILABLE,
                    UPSTREAM_TIMEOUT,
                    UPSTREAM_PROTOCOL,
                    INTERNAL -> true;
            case INVALID_REQUEST -> isTooLong(failure);
            case CONTENT_FILTERED, CANCELLED -> false;
        };
    }

    /** Tells whether only a model that takes more tokens may answer. */
    static boolean isTooLong(ProviderException failure) {
        return failure.kind() == ErrorKind.INVALID_REQUEST
                && failure.code().filter(TOO_LONG::equals).isPresent();
    }
}
