package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.SignInStatus;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.tokenstore.FolderCacheStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the token of a device flow goes, and what is made of one that comes by another way meanwhile. */
@Timeout(120)
final class SignInTokenTest {
    private static final String CODE = "/login/device/code";

    @TempDir
    Path home;

    @Test
    void approvalStoresTheTokenAndServesWithoutRestart() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.start();
            gateway.simulator().approve(gateway.awaitCode().userCode());
            assertThat(gateway.time().passNextSleep()).isEqualTo(Duration.ofSeconds(5));
            TestGateway.awaitTrue(() -> gateway.console().contains("✅ Token saved to .env file"));
            assertThat(gateway.console()).contains("✅ Authorization successful!");
            assertThat(gateway.env()).startsWith("GITHUB_COPILOT_TOKEN=");
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.status()).isInstanceOf(SignInStatus.SignedIn.class);
            TestGateway.awaitTrue(() -> gateway.meter().counted("sign_in", "success") == 1);
            assertThat(gateway.meter().value("sign_in_state")).isEqualTo(2);
            RecordedRequest asked = gateway.simulator().requests().last(CODE).orElseThrow();
            assertThat(asked.json().getString("client_id")).isEqualTo("Iv1.b507a08c87ecfe98");
            assertThat(asked.json().getString("scope")).isEqualTo("read:user");
            assertThat(asked.header("Accept")).contains("application/json");
        }
    }

    @Test
    void tokenThatAppearsInTheFileEndsTheFlow() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.start();
            gateway.awaitCode();
            gateway.simulator().addGitHubToken(TestGateway.TOKEN);
            gateway.env("GITHUB_COPILOT_TOKEN=" + TestGateway.TOKEN + "\n");
            assertThat(gateway.chat()).contains("\"choices\"");
            gateway.time().passNextSleep();
            TestGateway.awaitTrue(() -> gateway.meter().counted("sign_in", "elsewhere") == 1);
            assertThat(gateway.simulator().devicePolls()).isEmpty();
        }
    }

    @Test
    void cancelledFlowStoresNothing() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            var provider = gateway.start();
            String code = gateway.awaitCode().userCode();
            gateway.simulator().approve(code);
            provider.signIn().orElseThrow().cancel();
            assertThat(gateway.status()).isInstanceOf(SignInStatus.SignedOut.class);
            TestGateway.awaitTrue(() -> gateway.meter().counted("sign_in", "cancelled") == 1);
            assertThat(home.resolve(".env")).doesNotExist();
            assertThat(provider.signIn().orElseThrow().start()).isInstanceOf(SignInStatus.Pending.class);
        }
    }

    @Test
    void tokenThatCannotBeStoredIsUsedFromMemory() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            Files.createDirectory(home.resolve(".env"));
            gateway.start();
            gateway.simulator().approve(gateway.awaitCode().userCode());
            gateway.time().passNextSleep();
            TestGateway.awaitTrue(() -> gateway.console().stream()
                    .anyMatch(text -> text.contains("Token could not be saved to .env file")));
            assertThat(gateway.chat()).contains("\"choices\"");
        }
    }

    @Test
    void tokenThatCouldNotBeStoredIsStoredOnceItCanBe() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            Path inTheWay = Files.createDirectory(home.resolve(".env"));
            gateway.start();
            gateway.simulator().approve(gateway.awaitCode().userCode());
            gateway.time().passNextSleep();
            TestGateway.awaitTrue(() -> gateway.meter().counted("sign_in", "success") == 1);
            gateway.time().advance(Duration.ofMinutes(1));
            assertThat(inTheWay).isDirectory();

            Files.delete(inTheWay);
            // The attempt that fails may still be running, so that the next is not planned yet.
            TestGateway.awaitTrue(() -> {
                gateway.time().advance(Duration.ofMinutes(1));
                return Files.isRegularFile(inTheWay);
            });
            TestGateway.awaitTrue(() -> gateway.console().stream().anyMatch(text -> text.contains("Token saved")));
            assertThat(gateway.env()).contains("GITHUB_COPILOT_TOKEN=");
        }
    }

    @Test
    void anotherGatewayOnTheHomeFolderIsWaitedForAndItsTokenTaken() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            CacheStore other = new FolderCacheStore(home.resolve(".cache"));
            CacheStore.Lock lock =
                    other.lock("githubcopilot-sign-in", Duration.ofSeconds(5)).orElseThrow();
            gateway.start();
            TestGateway.awaitTrue(() -> gateway.status() instanceof SignInStatus.Failed);
            assertThat(gateway.refusedChat()).hasMessageContaining("Another gateway on this home folder");
            assertThat(gateway.simulator().requests().count(CODE)).isZero();
            gateway.simulator().addGitHubToken(TestGateway.TOKEN);
            gateway.env("GITHUB_COPILOT_TOKEN=" + TestGateway.TOKEN + "\n");
            lock.close();
            gateway.time().passNextSleep();
            TestGateway.awaitTrue(() -> gateway.meter().counted("sign_in", "elsewhere") == 1);
            assertThat(gateway.chat()).contains("\"choices\"");
        }
    }

    @Test
    void placeholderCountsAsSignedOut() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.env("# mine\nGITHUB_COPILOT_TOKEN=your_copilot_token_here\nOTHER=1\n");
            gateway.start();
            gateway.simulator().approve(gateway.awaitCode().userCode());
            gateway.time().passNextSleep();
            TestGateway.awaitTrue(() -> gateway.status() instanceof SignInStatus.SignedIn);
            TestGateway.awaitTrue(() -> gateway.console().contains("✅ Token saved to .env file"));
            assertThat(gateway.env())
                    .startsWith("# mine\nGITHUB_COPILOT_TOKEN=gh")
                    .endsWith("\nOTHER=1\n");
        }
    }
}
