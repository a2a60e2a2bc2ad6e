package dev.sluice.provider.copilot.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StaleTokenRuleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | unauthorized: token expired                                     | EXPIRED
            401 | IDE token expired: unauthorized: token expired                  | EXPIRED
            403 | {"error":{"message":"Token Expired","code":"forbidden"}}        | EXPIRED
            401 | {"message":"Bad credentials","detail":"token expired"}          | EXPIRED
            401 | {"message":"unauthorized","detail":"token expired"}             | EXPIRED
            401 | unauthorized: AuthenticateToken authentication failed           | POSSIBLE
            401 | Bad credentials                                                 | POSSIBLE
            401 | ''                                                              | POSSIBLE
            403 | forbidden: access denied                                        | POSSIBLE
            403 | {"error":{"message":"no","code":"never_heard_of"}}              | POSSIBLE
            421 | Misdirected Request                                             | MISDIRECTED
            421 | <!DOCTYPE html><p>Misdirected                                   | MISDIRECTED
            401 | unauthorized: not authorized to use this Copilot feature        | NONE
            401 | not authorized to use this Copilot feature: token expired       | NONE
            401 | {"authorize_url":"https://github.com/login"}                    | NONE
            401 | {"authorize_url":"https://github.com/login","message":"token expired"} | NONE
            401 | Invalid auto-mode selector                                      | NONE
            401 | <html>Sign in to the proxy</html>                               | NONE
            403 | {"error":{"message":"token expired","code":"model_not_found"}}  | NONE
            403 | {"error":{"message":"no","type":"rate_limit_error"}}            | NONE
            403 | token not authorized for this integration                       | NONE
            403 | Please review our [Terms of Service]                            | NONE
            403 | API rate limit exceeded for user ID 1                           | NONE
            403 | <!DOCTYPE html><p>The proxy wants a password: token expired</p> | NONE
            400 | unauthorized: token expired                                     | NONE
            500 | unauthorized: token expired                                     | NONE
            200 | ''                                                              | NONE
            """)
    void tellsWhetherAFreshTokenMayHelp(int status, String body, StaleTokenRule.Cause cause) {
        assertThat(StaleTokenRule.causeOf(status, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(cause);
    }
}
