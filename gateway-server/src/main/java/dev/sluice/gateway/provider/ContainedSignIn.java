package dev.sluice.gateway.provider;

import dev.sluice.provider.SignIn;
import dev.sluice.provider.SignInStatus;

/** A provider's sign-in, with a time limit for each call where the provider is a drop-in JAR's. */
final class ContainedSignIn implements SignIn {
    private final SignIn signIn;
    private final Containment containment;

    ContainedSignIn(SignIn signIn, Containment containment) {
        this.signIn = signIn;
        this.containment = containment;
    }

    @Override
    public SignInStatus status() {
        return containment.call("sign-in status", CallTimeouts.SIGN_IN, signIn::status);
    }

    @Override
    public SignInStatus start() {
        return containment.call("sign-in", CallTimeouts.SIGN_IN, signIn::start);
    }

    @Override
    public void cancel() {
        containment.call("cancelling the sign-in", CallTimeouts.SIGN_IN, () -> {
            signIn.cancel();
            return true;
        });
    }
}
