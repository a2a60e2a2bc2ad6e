package dev.sluice.gateway.provider;

import dev.sluice.provider.SignIn;
import dev.sluice.provider.SignInStatus;

/** A provider's way to sign in, each call of which is contained like the provider's own. */
final class ContainedSignIn implements SignIn {
    private final SignIn signIn;
    private final Containment containment;

    ContainedSignIn(SignIn signIn, Containment containment) {
        this.signIn = signIn;
        this.containment = containment;
    }

    @Override
    public SignInStatus status() {
        return containment.call("sign-in status", signIn::status);
    }

    @Override
    public SignInStatus start() {
        return containment.call("sign-in", signIn::start);
    }

    @Override
    public void cancel() {
        containment.callNullable("cancelling the sign-in", () -> {
            signIn.cancel();
            return null;
        });
    }
}
