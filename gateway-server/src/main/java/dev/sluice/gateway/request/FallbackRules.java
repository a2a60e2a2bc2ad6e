package dev.sluice.gateway.request;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Decides after which failures another model is called. */
public final class FallbackRules {
    private static final String TOO_LONG = "context_length_exceeded";

    private FallbackRules() {}

    /**
     * Returns whether to call another model after a failure. An invalid request is invalid everywhere, and what a
     * content filter rejects is not offered to other models until one accepts it.
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

    /** Returns whether only a model with a larger context may answer. */
    static boolean isTooLong(ProviderException failure) {
        return failure.kind() == ErrorKind.INVALID_REQUEST
                && failure.code().filter(TOO_LONG::equals).isPresent();
    }
}
