package dev.sluice.gateway.auth;

import dev.sluice.json.JsonText;
import dev.sluice.provider.SignInStatus;

/** How a sign-in stands, as JSON. */
final class SignInJson {
    private SignInJson() {}

    static String of(SignInStatus status) {
        return switch (status) {
            case SignInStatus.SignedIn() -> "{\"state\":\"signed_in\"}";
            case SignInStatus.SignedOut() -> "{\"state\":\"signed_out\"}";
            case SignInStatus.Pending pending ->
                "{\"state\":\"pending\",\"user_code\":" + JsonText.quote(pending.userCode())
                        + ",\"verification_uri\":"
                        + JsonText.quote(pending.verificationUri().toString())
                        + ",\"expires_at\":"
                        + JsonText.quote(pending.expiresAt().toString()) + "}";
            case SignInStatus.Failed(String reason) ->
                "{\"state\":\"failed\",\"reason\":" + JsonText.quote(reason) + "}";
        };
    }
}
