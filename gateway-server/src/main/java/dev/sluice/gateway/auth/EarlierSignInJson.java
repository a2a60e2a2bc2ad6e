package dev.sluice.gateway.auth;

import dev.sluice.json.JsonText;
import dev.sluice.provider.SignInStatus;
import java.time.Duration;
import java.time.Instant;

/** How a sign-in stands, in the words of the gateway that scripts may have been written for. */
final class EarlierSignInJson {
    private EarlierSignInJson() {}

    static String of(SignInStatus status, Instant now) {
        return switch (status) {
            case SignInStatus.SignedIn() -> "{\"status\":\"authorized\"}";
            case SignInStatus.SignedOut() -> "{\"status\":\"not_started\"}";
            case SignInStatus.Pending pending ->
                "{\"status\":\"pending\",\"userCode\":" + JsonText.quote(pending.userCode())
                        + ",\"verificationUri\":"
                        + JsonText.quote(pending.verificationUri().toString())
                        + ",\"expiresIn\":"
                        + Math.max(0, Duration.between(now, pending.expiresAt()).toSeconds()) + "}";
            case SignInStatus.Failed(String reason) ->
                "{\"status\":\"error\",\"error\":" + JsonText.quote(reason) + "}";
        };
    }
}
