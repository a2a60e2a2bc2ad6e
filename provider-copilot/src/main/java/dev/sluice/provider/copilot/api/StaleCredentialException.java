package dev.sluice.provider.copilot.api;

import dev.sluice.provider.ProviderException;
import java.io.Serial;

/** Tells the replay policy that a fresh credential may help. Never leaves this package. */
final class StaleCredentialException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ProviderException refusal;

    StaleCredentialException(ProviderException refusal) {
        super(refusal.getMessage(), refusal);
        this.refusal = refusal;
    }

    ProviderException refusal() {
        return refusal;
    }
}
