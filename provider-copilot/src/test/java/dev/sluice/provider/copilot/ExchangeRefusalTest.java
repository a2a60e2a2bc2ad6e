package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.SignInStatus;
import dev.sluice.provider.testkit.copilot.GitHubErrors;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GitHub says instead of giving a Copilot token. */
final class ExchangeRefusalTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no_copilot_access",
                "not_signed_up",
                "subscription_ended",
                "enterprise_managed_user_account",
                "feature_flag_blocked",
                "spammy_user",
                "billing_locked",
                "trade_restricted",
                "trade_restricted_country",
                "codespaces_demo_inactive",
                "snippy_not_configured",
                "expired_coupon",
                "revoked_coupon",
                "go_http_client",
                "programmatic_token_generation",
                "access_revoked",
                "a_reason_of_tomorrow"
            })
    void reasonsThatLieWithTheAccountAreToldAndStartNoSignIn(String notificationId) throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            gateway.simulator().account().refuse(notificationId);
            gateway.start();
            ProviderException refused = gateway.refusedChat();
            assertThat(refused.kind()).isEqualTo(ErrorKind.NOT_ENTITLED);
            assertThat(refused.code()).contains(notificationId);
            assertThat(refused.getMessage())
                    .contains("You are currently logged in as", "https://")
                    .doesNotContain("{EDITOR}");
            assertThat(gateway.console()).isEmpty();
            assertThat(gateway.exchanges()).isEqualTo(1);
        }
    }

    @Test
    void failureOfGitHubsOwnIsNotBlamedOnTheAccount() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            gateway.simulator().account().refuse("server_error");
            gateway.start();
            ProviderException refused = gateway.refusedChat();
            assertThat(refused.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(refused.upstreamStatus()).hasValue(403);
            assertThat(gateway.time().untilNextPlanned()).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void endOfAnHourOfCallsIsNoReasonToWaitForAGitHubThatIsDown() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            String reset = String.valueOf(
                    gateway.clock().instant().plus(Duration.ofMinutes(50)).getEpochSecond());
            gateway.simulator().account().refuse(GitHubErrors.unavailable(502).header("x-ratelimit-reset", reset));
            gateway.start();
            assertThat(gateway.refusedChat().retryAfter()).isEmpty();
            assertThat(gateway.time().untilNextPlanned()).isLessThan(Duration.ofMinutes(1));

            gateway.simulator().account().refuse(GitHubErrors.rateLimited().header("x-ratelimit-reset", reset));
            assertThat(gateway.refusedChat().retryAfter()).contains(Duration.ofMinutes(50));
        }
    }

    @Test
    void accountWithoutAPlanIsAskedForOnlyOnceInAWhile() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            gateway.simulator().account().refuse("no_copilot_access");
            gateway.start();
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.NOT_ENTITLED);
            gateway.time().advance(Duration.ofSeconds(29));
            assertThat(gateway.refusedChat().code()).contains("no_copilot_access");
            assertThat(gateway.exchanges()).isEqualTo(1);

            gateway.time().advance(Duration.ofSeconds(2));
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.NOT_ENTITLED);
            assertThat(gateway.exchanges()).isEqualTo(2);
        }
    }

    @Test
    void refusedTokenIsTriedAgainAfterTenMinutes() throws Exception {
        try (TestGateway gateway = refusedOnce()) {
            gateway.simulator().addGitHubToken(TestGateway.TOKEN);
            gateway.time().advance(Duration.ofMinutes(9));
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
            assertThat(gateway.exchanges()).isEqualTo(1);

            gateway.time().advance(Duration.ofMinutes(1));
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.status()).isInstanceOf(SignInStatus.SignedIn.class);
        }
    }

    @Test
    void tokenThatIsRefusedAgainWaitsAsLongAgain() throws Exception {
        try (TestGateway gateway = refusedOnce()) {
            gateway.time().advance(Duration.ofMinutes(10));
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
            assertThat(gateway.exchanges()).isEqualTo(2);
        }
    }

    @Test
    void startingASignInTriesTheRefusedTokenAgain() throws Exception {
        try (TestGateway gateway = refusedOnce()) {
            gateway.simulator().addGitHubToken(TestGateway.TOKEN);
            gateway.signIn().start();
            assertThat(gateway.chat()).contains("\"choices\"");
        }
    }

    private TestGateway refusedOnce() throws Exception {
        TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request");
        gateway.simulator().revokeGitHubTokens();
        gateway.start();
        assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
        return gateway;
    }

    @Test
    void limitLastsNoLongerForAClockThatIsSetBack() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            gateway.simulator().account().refuse(GitHubErrors.rateLimited().header("retry-after", "120"));
            gateway.start();
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.RATE_LIMITED);
            gateway.simulator().account().admit();
            gateway.time().advance(Duration.ofDays(-1));
            assertThat(gateway.chat()).contains("\"choices\"");
        }
    }
}
