package dev.sluice.gateway.auth;

import static dev.sluice.gateway.text.JsonObjects.object;

import dev.sluice.provider.SignInStatus;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The status of a sign-in as JSON. */
final class SignInJson {
    private SignInJson() {}

    static JsonObject of(SignInStatus status) {
        JsonObjectBuilder json = object();
        switch (status) {
            case SignInStatus.SignedIn() -> json.add("state", "signed_in");
            case SignInStatus.SignedOut() -> json.add("state", "signed_out");
            case SignInStatus.Pending pending ->
                json.add("state", "pending")
                        .add("user_code", pending.userCode())
                        .add("verification_uri", pending.verificationUri().toString())
                        .add("expires_at", pending.expiresAt().toString());
            case SignInStatus.Failed(String reason) ->
                json.add("state", "failed").add("reason", reason);
        }
        return json.build();
    }
}
