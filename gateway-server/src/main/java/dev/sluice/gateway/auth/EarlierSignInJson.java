package dev.sluice.gateway.auth;

import static dev.sluice.gateway.text.JsonObjects.object;

import dev.sluice.provider.SignInStatus;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;

/** The status of a sign-in as JSON, with the members that scripts for an earlier gateway expect. */
final class EarlierSignInJson {
    private EarlierSignInJson() {}

    static JsonObject of(SignInStatus status, Instant now) {
        JsonObjectBuilder json = object();
        switch (status) {
            case SignInStatus.SignedIn() -> json.add("status", "authorized");
            case SignInStatus.SignedOut() -> json.add("status", "not_started");
            case SignInStatus.Pending pending ->
                json.add("status", "pending")
                        .add("userCode", pending.userCode())
                        .add("verificationUri", pending.verificationUri().toString())
                        .add(
                                "expiresIn",
                                Math.max(
                                        0,
                                        Duration.between(now, pending.expiresAt())
                                                .toSeconds()));
            case SignInStatus.Failed(String reason) ->
                json.add("status", "error").add("error", reason);
        }
        return json.build();
    }
}
