package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.SignInStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one home folder while nobody is signed in. */
final class SharedSignInTest {
    private static final String CODE = "/login/device/code";

    @TempDir
    private Path home;

    @Test
    void bothNameTheCodeThatOneHasAskedFor() throws Exception {
        try (TestGateway first = TestGateway.signedOut(home);
                TestGateway second = first.another()) {
            first.start();
            SignInStatus.Pending code = first.awaitCode();
            assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));

            second.start();
            assertThat(second.awaitCode()).isEqualTo(code);
            ProviderException refused = second.refusedChat();
            assertThat(refused.kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
            assertThat(refused)
                    .hasMessageContaining(code.userCode())
                    .hasMessageContaining(code.verificationUri().toString());
            assertThat(second.console()).anyMatch(text -> text.contains("Enter code: " + code.userCode()));
            assertThat(first.simulator().requests().count(CODE)).isEqualTo(1);

            first.simulator().approve(code.userCode());
            first.time().passNextSleep();
            TestGateway.awaitTrue(() -> second.status() instanceof SignInStatus.SignedIn);
            TestGateway.awaitTrue(() -> !Files.exists(file()));
            assertThat(second.chat()).contains("\"choices\"");
        }
    }

    @Test
    void codeOfAGatewayThatCrashedIsReplaced() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), """
                {"user_code":"OLD-CODE","verification_uri":"https://github.com/login/device",
                "expires_at":"2999-01-01T00:00:00Z"}""");
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.start();
            assertThat(gateway.awaitCode().userCode()).isNotEqualTo("OLD-CODE");
            assertThat(Files.readString(file()))
                    .contains(gateway.awaitCode().userCode())
                    .doesNotContain("OLD-CODE");
        }
        TestGateway.awaitTrue(() -> !Files.exists(file()));
    }

    private Path file() {
        return home.resolve(".cache/githubcopilot-sign-in.json");
    }
}
