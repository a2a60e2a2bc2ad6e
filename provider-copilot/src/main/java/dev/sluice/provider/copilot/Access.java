package dev.sluice.provider.copilot;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.SignInStatus;
import dev.sluice.provider.copilot.auth.Credentials;
import dev.sluice.provider.copilot.auth.DeviceSignIn;
import dev.sluice.provider.copilot.auth.SignInRequiredException;
import java.util.Objects;
import java.util.Optional;

/**
 * The account's credentials, and the way to sign in where there is one.
 *
 * @param credentials what calls are sent with
 * @param signIn nothing where the user brings a token of their own
 */
record Access(Credentials credentials, Optional<DeviceSignIn> signIn) implements AutoCloseable {
    private static final String CODE = "copilot_sign_in_required";

    /** Starts in the background what can be started without a request. */
    void begin() {
        signIn.ifPresent(DeviceSignIn::begin);
        credentials.start();
    }

    Optional<String> readinessProblem() {
        if (signIn.isEmpty()) {
            return credentials.readinessProblem();
        }
        return switch (signIn.get().status()) {
            case SignInStatus.SignedIn() -> credentials.readinessProblem();
            case SignInStatus.SignedOut() -> Optional.of("Nobody is signed in to GitHub Copilot.");
            case SignInStatus.Failed(String reason) -> Optional.of("Nobody is signed in to GitHub Copilot: " + reason);
            case SignInStatus.Pending pending -> Optional.of("GitHub Copilot waits for a sign-in: " + howTo(pending));
        };
    }

    /** Explains to a client what is missing, and starts nothing. */
    ProviderException refusal(SignInRequiredException needed) {
        return refusal(needed, readinessProblem().orElse("Sign in to GitHub Copilot."));
    }

    /** Starts the sign-in or joins the one that runs, and tells the client how to finish it. */
    ProviderException refusalWithSignIn(SignInRequiredException needed) {
        if (signIn.isEmpty()) {
            return refusal(needed, "");
        }
        try {
            return refusal(
                    needed,
                    switch (signIn.get().join()) {
                        case SignInStatus.Pending pending -> howTo(pending);
                        case SignInStatus.SignedIn() -> "A sign-in has succeeded meanwhile: send the request again.";
                        case SignInStatus.Failed(String reason) -> reason;
                        case SignInStatus.SignedOut() -> "Start the sign-in again.";
                    });
        } catch (ProviderException e) {
            if (e.kind() == ErrorKind.CANCELLED) {
                return e;
            }
            return refusal(needed, Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    @Override
    public void close() {
        signIn.ifPresent(DeviceSignIn::close);
        credentials.close();
    }

    private static String howTo(SignInStatus.Pending pending) {
        return "Open " + pending.verificationUri() + " and enter the code " + pending.userCode()
                + "; after that, requests work without a restart.";
    }

    private static ProviderException refusal(SignInRequiredException needed, String howTo) {
        String reason = Objects.requireNonNullElse(needed.getMessage(), "");
        // What is missing may be told in other words by how to put it right.
        String said = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
        String message = howTo.contains(said) ? howTo : reason + " " + howTo;
        return ProviderException.builder(ErrorKind.SIGN_IN_REQUIRED, message.strip())
                .code(CODE)
                .cause(needed)
                .build();
    }
}
