package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.Secret;
import dev.sluice.provider.SignInStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * What GitHub answers to a request for a code (RFC 8628, 3.2).
 *
 * @param code what the gateway polls with
 * @param userCode what the user types
 * @param verificationUri where the user types it
 * @param expiresAt when the code ends, by the local clock
 * @param interval how long to wait before each poll
 */
record DeviceCode(Secret code, String userCode, URI verificationUri, Instant expiresAt, Duration interval) {
    /** What people are shown of it. */
    SignInStatus.Pending pending() {
        return new SignInStatus.Pending(userCode, verificationUri, expiresAt);
    }
}
