package dev.sluice.provider;

import java.net.URI;
import java.time.Instant;

/** The state of a user's sign-in. */
@Incubating(since = "1.0")
public sealed interface SignInStatus {

    /** There is a credential, and nothing has refused it. */
    record SignedIn() implements SignInStatus {}

    /** There is no credential, and no flow runs. */
    record SignedOut() implements SignInStatus {}

    /**
     * A flow waits for the user.
     *
     * @param userCode what the user types
     * @param verificationUri where the user types it
     * @param expiresAt when the code ends
     */
    record Pending(String userCode, URI verificationUri, Instant expiresAt) implements SignInStatus {}

    /**
     * The last flow did not succeed, and no flow runs.
     *
     * @param reason a sentence for the user
     */
    record Failed(String reason) implements SignInStatus {}
}
