package dev.sluice.provider.copilot.api;

import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamResponse;
import io.helidon.faulttolerance.Retry;
import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Sends a call once more where the first attempt ended with a fresh credential. Hides that Helidon's {@link Retry}
 * learns by an exception that it has to try again: callers see results and the refusal alone.
 */
final class ReplayOnce {
    private final Retry retry = Retry.builder()
            .calls(2)
            .delay(Duration.ZERO)
            .jitter(Duration.ZERO)
            // From the first attempt's start; a model may think for minutes before it refuses. The default is a second.
            .overallTimeout(Duration.ofHours(1))
            .addApplyOn(StaleCredentialException.class)
            .build();

    /**
     * Runs an attempt, and another one if the credential was refreshed after the first; throws the refusal of the last.
     * The attempt receives whether it is the last.
     */
    UpstreamResponse run(Function<Boolean, Result> attempt) {
        AtomicBoolean replayed = new AtomicBoolean();
        try {
            return retry.invoke(() -> switch (attempt.apply(replayed.getAndSet(true))) {
                case Answered answered -> answered.response;
                case Refused refused when refused.refreshed -> throw new StaleCredentialException(refused.refusal);
                case Refused refused -> throw refused.refusal;
            });
        } catch (StaleCredentialException e) {
            throw e.refusal;
        }
    }

    sealed interface Result {}

    record Answered(UpstreamResponse response) implements Result {}

    /**
     * A reply that is no success.
     *
     * @param refreshed whether another credential is there to try with
     */
    record Refused(ProviderException refusal, boolean refreshed) implements Result {}

    private static final class StaleCredentialException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final ProviderException refusal;

        StaleCredentialException(ProviderException refusal) {
            super(refusal.getMessage(), refusal);
            this.refusal = refusal;
        }
    }
}
