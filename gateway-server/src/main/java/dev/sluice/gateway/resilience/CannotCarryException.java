package dev.sluice.gateway.resilience;

import dev.sluice.provider.ProviderException;
import java.io.Serial;

/** A request has something that a model's dialect has no words for; another model may have them. */
public final class CannotCarryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ProviderException failure;

    /**
     * Makes an exception of what the caller would be told.
     *
     * @param failure names the field
     */
    public CannotCarryException(ProviderException failure) {
        super(failure.getMessage(), failure, false, false);
        this.failure = failure;
    }

    ProviderException failure() {
        return failure;
    }
}
