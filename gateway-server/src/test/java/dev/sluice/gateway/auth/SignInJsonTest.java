package dev.sluice.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.SignInStatus;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The members of a sign-in's status, which scripts rely on, in both forms. */
final class SignInJsonTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SignInStatus PENDING =
            new SignInStatus.Pending("AB-\"12\"", URI.create("https://github.com/login/device"), NOW.plusSeconds(900));

    @Test
    void writesEveryStatus() {
        assertThat(SignInJson.of(new SignInStatus.SignedIn())).hasToString("{\"state\":\"signed_in\"}");
        assertThat(SignInJson.of(new SignInStatus.SignedOut())).hasToString("{\"state\":\"signed_out\"}");
        assertThat(SignInJson.of(PENDING))
                .hasToString("{\"state\":\"pending\",\"user_code\":\"AB-\\\"12\\\"\","
                        + "\"verification_uri\":\"https://github.com/login/device\","
                        + "\"expires_at\":\"2026-01-01T00:15:00Z\"}");
        assertThat(SignInJson.of(new SignInStatus.Failed("refused")))
                .hasToString("{\"state\":\"failed\",\"reason\":\"refused\"}");
    }

    @Test
    void writesEveryStatusForScriptsOfAnEarlierGateway() {
        assertThat(EarlierSignInJson.of(new SignInStatus.SignedIn(), NOW)).hasToString("{\"status\":\"authorized\"}");
        assertThat(EarlierSignInJson.of(new SignInStatus.SignedOut(), NOW)).hasToString("{\"status\":\"not_started\"}");
        assertThat(EarlierSignInJson.of(PENDING, NOW))
                .hasToString("{\"status\":\"pending\",\"userCode\":\"AB-\\\"12\\\"\","
                        + "\"verificationUri\":\"https://github.com/login/device\",\"expiresIn\":900}");
        assertThat(EarlierSignInJson.of(PENDING, NOW.plusSeconds(1000)))
                .asString()
                .endsWith("\"expiresIn\":0}");
        assertThat(EarlierSignInJson.of(new SignInStatus.Failed("refused"), NOW))
                .hasToString("{\"status\":\"error\",\"error\":\"refused\"}");
    }
}
