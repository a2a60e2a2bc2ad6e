package dev.sluice.provider.copilot.auth;

import java.io.Serial;

/** Says that a person must sign in before anything can be sent. Whether a sign-in starts is the catcher's decision. */
public final class SignInRequiredException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes the exception; the reason is a sentence for the user, without a secret. */
    public SignInRequiredException(String reason) {
        super(reason);
    }
}
