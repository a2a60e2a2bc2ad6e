package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.SignInStatus;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Response;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The device flow from the user's side and GitHub's. */
@Timeout(120)
final class CopilotSignInTest {
    private static final String CODE = "/login/device/code";

    @TempDir
    Path home;

    @Test
    void startWithoutTokenShowsTheBannerAsUsersKnowIt() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.start();
            SignInStatus.Pending pending = gateway.awaitCode();
            TestGateway.awaitTrue(() -> !gateway.console().isEmpty());
            assertThat(gateway.console().getFirst())
                    .isEqualTo("\n╔══════════════════════════════════════════════════════════════╗\n"
                            + "║           🔐 GITHUB COPILOT AUTHENTICATION                   ║\n"
                            + "╚══════════════════════════════════════════════════════════════╝\n\n"
                            + "Please visit: " + pending.verificationUri() + "\nEnter code: " + pending.userCode()
                            + "\n\nWaiting for authorization...\n");
            assertThat(gateway.meter().value("sign_in_state")).isEqualTo(1);
        }
    }

    @Test
    void whoSpeaksWhatCopilotDoesNotIsToldToSignInFirst() throws Exception {
        Dialect foreign = new Dialect("completions");
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.start();
            assertThatThrownBy(() -> gateway.send(foreign, "gpt-4o", "{}"))
                    .isInstanceOfSatisfying(
                            ProviderException.class, e -> assertThat(e.code()).contains("copilot_sign_in_required"));
        }
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            assertThatThrownBy(() -> gateway.send(foreign, "gpt-4o", "{}")).hasMessageContaining("does not speak");
        }
    }

    @Test
    void requestWithoutTokenAnswersAtOnceWithUrlAndCode() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            gateway.start();
            assertThat(gateway.status()).isInstanceOf(SignInStatus.SignedOut.class);
            ProviderException refused = gateway.refusedChat();
            SignInStatus.Pending pending = gateway.awaitCode();
            assertThat(refused.kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
            assertThat(refused.code()).contains("copilot_sign_in_required");
            assertThat(refused).hasMessageContaining(pending.userCode());
            assertThat(refused).hasMessageContaining(pending.verificationUri().toString());
            assertThat(gateway.refusedChat()).hasMessageContaining(pending.userCode());
            assertThat(gateway.simulator().requests().count(CODE)).isEqualTo(1);
        }
    }

    @Test
    void listingModelsNeverStartsASignIn() {
        try (TestGateway gateway = TestGateway.signedOut(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            var provider = gateway.start();
            assertThatThrownBy(provider::models)
                    .isInstanceOfSatisfying(
                            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED));
            assertThat(gateway.simulator().requests().count(CODE)).isZero();
        }
    }

    @Test
    void slowDownLengthensEveryLaterWait() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            Response slower = Response.of(200, "application/json", "{\"error\":\"slow_down\",\"interval\":12}");
            gateway.simulator().faults().next(CopilotSimulator.POLL, Fault.responding(slower));
            gateway.start();
            gateway.awaitCode();
            assertThat(gateway.time().passNextSleep()).isEqualTo(Duration.ofSeconds(5));
            assertThat(gateway.time().passNextSleep()).isEqualTo(Duration.ofSeconds(12));
            assertThat(gateway.time().passNextSleep()).isEqualTo(Duration.ofSeconds(12));
            assertThat(gateway.status()).isInstanceOf(SignInStatus.Pending.class);
        }
    }

    @Test
    void expiredCodeIsReplacedByANewOne() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.start();
            String first = gateway.awaitCode().userCode();
            gateway.simulator().expire(first);
            gateway.time().passNextSleep();
            TestGateway.awaitTrue(() -> gateway.console().size() == 2);
            String second = gateway.awaitCode().userCode();
            assertThat(second).isNotEqualTo(first);
            assertThat(gateway.console().get(1)).contains("Enter code: " + second);
        }
    }

    @Test
    void deniedCodeEndsTheFlowAndTheNextRequestStartsAnother() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.start();
            gateway.simulator().deny(gateway.awaitCode().userCode());
            gateway.time().passNextSleep();
            TestGateway.awaitTrue(() -> gateway.status() instanceof SignInStatus.Failed);
            TestGateway.awaitTrue(() -> gateway.meter().counted("sign_in", "denied") == 1);
            assertThat(gateway.refusedChat())
                    .hasMessageContaining(gateway.awaitCode().userCode());
        }
    }

    @Test
    void networkFailuresAndServerErrorsDoNotEndTheFlow() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.simulator().faults().next(2, CopilotSimulator.POLL, Fault.status(502, "Bad Gateway"));
            gateway.start();
            String code = gateway.awaitCode().userCode();
            gateway.time().passNextSleep();
            assertThat(gateway.time().passNextSleep()).isGreaterThan(Duration.ofSeconds(5));
            gateway.simulator().approve(code);
            assertThat(gateway.time().passNextSleep()).isGreaterThan(Duration.ofSeconds(5));
            TestGateway.awaitTrue(() -> gateway.status() instanceof SignInStatus.SignedIn);
        }
    }

    @Test
    void unreachableGitHubIsSaidAndTriedAgain() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.simulator().faults().next(CODE, Fault.status(503, "unicorn"));
            gateway.start();
            TestGateway.awaitTrue(() -> gateway.status() instanceof SignInStatus.Failed);
            assertThat(gateway.refusedChat()).hasMessageContaining("GitHub cannot be reached");
            gateway.time().passNextSleep();
            gateway.awaitCode();
        }
    }

    @Test
    void disabledDeviceFlowFailsWithGitHubsReason() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            gateway.simulator().deviceFlowDisabled(true);
            gateway.start();
            TestGateway.awaitTrue(() -> gateway.meter().counted("sign_in", "failed") == 1);
            assertThat(gateway.status())
                    .isInstanceOfSatisfying(
                            SignInStatus.Failed.class,
                            failed -> assertThat(failed.reason()).contains("device_flow_disabled"));
        }
    }

    @Test
    void verificationPageWithoutTlsIsNotShown() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            Response hostile = Response.of(
                    200,
                    "application/json",
                    "{\"device_code\":\"d\",\"user_code\":\"ABCD-EFGH\",\"expires_in\":900,\"interval\":5,"
                            + "\"verification_uri\":\"http://phish.example/login\"}");
            gateway.simulator().faults().next(CODE, Fault.responding(hostile));
            gateway.start();
            TestGateway.awaitTrue(() -> gateway.meter().counted("sign_in", "failed") == 1);
            assertThat(String.join("\n", gateway.console())).doesNotContain("phish.example");
        }
    }

    @Test
    void readinessProblemNamesUrlAndCode() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            var provider = gateway.start();
            String code = gateway.awaitCode().userCode();
            assertThat(provider.readinessProblem())
                    .hasValueSatisfying(text -> assertThat(text).contains(code).contains("/login/device"));
        }
    }
}
