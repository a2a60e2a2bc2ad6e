package dev.sluice.provider.copilot.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialRefreshPolicyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | unauthorized: token expired                           | EXPIRED
            401 | IDE token expired: unauthorized: token expired        | EXPIRED
            401 | unauthorized: AuthenticateToken authentication failed | POSSIBLE
            403 | forbidden: access denied                              | POSSIBLE
            401 | ''                                                    | POSSIBLE
            421 | Misdirected Request                                   | MISDIRECTED
            403 | token not authorized for this integration             | NONE
            403 | API rate limit exceeded for user ID 1                 | NONE
            403 | <!DOCTYPE html><p>The proxy wants a password: token expired</p> | NONE
            400 | unauthorized: token expired                           | NONE
            200 | ''                                                    | NONE
            """)
    void tellsWhetherAnotherCredentialMayHelp(int status, String body, CredentialRefreshPolicy.Cause cause) {
        assertThat(CredentialRefreshPolicy.Cause.of(status, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(cause);
    }
}
