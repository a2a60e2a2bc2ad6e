package dev.sluice.gateway.resilience;

import dev.sluice.provider.ProviderException;

/** Failures told in other words. */
final class Failures {
    private Failures() {}

    /** Returns the same failure with another message. */
    static ProviderException retold(ProviderException failure, String message) {
        ProviderException.Builder retold =
                ProviderException.builder(failure.kind(), message).cause(failure);
        failure.code().ifPresent(retold::code);
        failure.parameter().ifPresent(retold::parameter);
        failure.retryAfter().ifPresent(retold::retryAfter);
        failure.upstreamStatus().ifPresent(retold::upstreamStatus);
        failure.upstreamRequestId().ifPresent(retold::upstreamRequestId);
        return retold.build();
    }
}
