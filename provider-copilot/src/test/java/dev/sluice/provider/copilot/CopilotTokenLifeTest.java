package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.SignInStatus;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.copilot.GitHubErrors;
import dev.sluice.provider.testkit.copilot.TokenKind;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import dev.sluice.tokenstore.FolderCacheStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Copilot token from exchange to end. */
@Timeout(120)
final class CopilotTokenLifeTest {
    @TempDir
    Path home;

    @Test
    void fiftyColdCallersMakeOneExchange() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            gateway.start();
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(gateway::chat);
            }
            for (Future<String> answer : callers.invokeAll(calls)) {
                assertThat(answer.get()).contains("\"choices\"");
            }
            assertThat(gateway.exchanges()).isEqualTo(1);
        }
    }

    @Test
    void interruptedCallerDoesNotEndTheExchangeForOthers() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request");
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Stall stall = Stall.untilReleased();
            gateway.simulator().faults().next(CopilotSimulator.EXCHANGE, Fault.stallingBeforeHead(stall));
            gateway.start();
            Future<ProviderException> leaving = callers.submit(gateway::refusedChat);
            assertThat(stall.awaitReached(Duration.ofSeconds(30))).isTrue();
            Future<String> staying = callers.submit(() -> gateway.chat());
            leaving.cancel(true);
            stall.release();
            assertThat(staying.get()).contains("\"choices\"");
            assertThat(gateway.exchanges()).isEqualTo(1);
        }
    }

    @Test
    void tokenIsRefreshedInTheBackgroundAheadOfItsEnd() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            gateway.chat();
            Duration wait = gateway.time().untilNextPlanned();
            assertThat(wait).isBetween(Duration.ofMinutes(22), Duration.ofMinutes(25));
            gateway.time().advance(wait);
            TestGateway.awaitTrue(() -> gateway.exchanges() == 2);
            TestGateway.awaitTrue(() -> gateway.meter().counted("token_refresh", "success") == 2);
            assertThat(gateway.time().untilNextPlanned()).isGreaterThan(Duration.ofMinutes(22));
            gateway.chat();
            assertThat(gateway.exchanges()).isEqualTo(2);
        }
    }

    @Test
    void downtimeOfGitHubIsBridgedWithTheTokenInHand() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            gateway.chat();
            gateway.simulator().faults().always(CopilotSimulator.EXCHANGE, Fault.status(503, "unicorn"));
            gateway.time().advance(gateway.time().untilNextPlanned());
            TestGateway.awaitTrue(() -> gateway.meter().counted("token_refresh", "unavailable") == 1);
            Duration first = gateway.time().untilNextPlanned();
            assertThat(first).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.exchanges()).isEqualTo(2);
            gateway.simulator().faults().clear();
            gateway.time().advance(first);
            TestGateway.awaitTrue(() -> gateway.meter().counted("token_refresh", "success") == 2);
        }
    }

    @Test
    void gitHubThatStaysDownIsAskedEverMoreRarelyWhateverIsRequestedMeanwhile() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            gateway.chat();
            gateway.simulator().faults().always(CopilotSimulator.EXCHANGE, Fault.status(503, "unicorn"));
            Duration wait = gateway.time().untilNextPlanned();
            for (int step : List.of(5, 10, 20, 40, 80, 160, 300, 300)) {
                gateway.time().advance(wait);
                wait = gateway.time().untilNextPlanned();
                assertThat(wait).isBetween(Duration.ofSeconds(step).dividedBy(2), Duration.ofSeconds(step));
                if (step == 5) {
                    int exchanges = gateway.exchanges();
                    gateway.time().advance(wait.minusMillis(1));
                    gateway.chat();
                    gateway.chat();
                    wait = gateway.time().untilNextPlanned();
                    assertThat(wait).isEqualTo(Duration.ofMillis(1));
                    assertThat(gateway.exchanges()).isEqualTo(exchanges);
                }
            }
        }
    }

    @Test
    void tokenThatIsToBeRefreshedAtOnceMakesNoBusyLoop() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().account().tokenLife(Duration.ofMinutes(30), Duration.ofSeconds(1));
            gateway.start();
            gateway.chat();
            assertThat(gateway.time().untilNextPlanned()).isEqualTo(Duration.ofSeconds(15));
        }
    }

    @Test
    void exchangeWhoseTokenIsRefusedBeforeItIsOverIsNotWaitedForAgain() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request");
                var callers = Executors.newVirtualThreadPerTaskExecutor();
                SlowToUnlock cache = new SlowToUnlock(new FolderCacheStore(home.resolve(".cache")))) {
            gateway.with(cache).start();
            Future<String> first = callers.submit(() -> gateway.chat());
            assertThat(cache.reached.await(30, TimeUnit.SECONDS)).isTrue();
            gateway.simulator().revokeCopilotTokens();

            Future<String> second = callers.submit(() -> gateway.chat());

            assertThat(second.get(30, TimeUnit.SECONDS)).contains("\"choices\"");
            cache.release();
            assertThat(first.get(30, TimeUnit.SECONDS)).contains("\"choices\"");
            assertThat(gateway.exchanges()).isEqualTo(2);
        }
    }

    @Test
    void tokenOfAMachineThatSleptIsReplacedByTheNextRequest() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            gateway.chat();
            gateway.time().advance(Duration.ofHours(9));
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.exchanges()).isEqualTo(2);
        }
    }

    @Test
    void clockThatIsAheadOfGitHubsDoesNotMatter() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().account().clockOffset(Duration.ofHours(-2));
            gateway.start();
            gateway.chat();
            gateway.chat();
            assertThat(gateway.exchanges()).isEqualTo(1);
            assertThat(gateway.meter().value("token_expiry_seconds")).isEqualTo(1500);
        }
    }

    @Test
    void clockThatIsBehindGitHubsDoesNotMatter() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().account().clockOffset(Duration.ofHours(2));
            gateway.start();
            gateway.chat();
            assertThat(gateway.time().untilNextPlanned()).isLessThan(Duration.ofMinutes(25));
            assertThat(gateway.exchanges()).isEqualTo(1);
        }
    }

    @Test
    void senselessRefreshTimesMakeNoBusyLoop() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().account().tokenLife(Duration.ofMinutes(30), Duration.ofSeconds(-7));
            gateway.start();
            gateway.chat();
            assertThat(gateway.time().untilNextPlanned()).isGreaterThan(Duration.ofMinutes(20));
        }
    }

    @Test
    void revokedTokenLeadsToANewSignIn() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().revokeGitHubTokens();
            gateway.start();
            String code = gateway.awaitCode().userCode();
            ProviderException refused = gateway.refusedChat();
            assertThat(refused.kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
            assertThat(refused).hasMessageContaining(code);
            assertThat(gateway.exchanges()).isEqualTo(1);
            assertThat(gateway.meter().counted("token_refresh", "revoked")).isEqualTo(1);
            gateway.simulator().approve(code);
            gateway.time().passNextSleep();
            TestGateway.awaitTrue(() -> gateway.status() instanceof SignInStatus.SignedIn);
            assertThat(gateway.chat()).contains("\"choices\"");
        }
    }

    @Test
    void tokenOfAnApplicationThatMayNotExchangeLeadsToASignIn() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            gateway.simulator().addGitHubToken("gho_synthetic", TokenKind.OTHER_OAUTH_APP);
            gateway.env("GITHUB_COPILOT_TOKEN=gho_synthetic\n");
            gateway.start();
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
            gateway.awaitCode();
        }
    }

    @Test
    void replyWithoutATokenLeadsToASignIn() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            gateway.simulator().account().omitToken(true);
            gateway.start();
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
        }
    }

    @Test
    void accountWithoutAPlanIsToldGitHubsReasonAndNotAskedToSignIn() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().account().refuse("no_copilot_access");
            var provider = gateway.start();
            ProviderException refused = gateway.refusedChat();
            assertThat(refused.kind()).isEqualTo(ErrorKind.NOT_ENTITLED);
            assertThat(refused)
                    .hasMessageContaining("No access to GitHub Copilot found")
                    .hasMessageContaining("https://github.com/github-copilot/signup?editor=vscode");
            assertThat(refused.code()).contains("no_copilot_access");
            assertThat(provider.readinessProblem())
                    .hasValueSatisfying(text -> assertThat(text).contains("No access"));
            assertThat(gateway.console()).isEmpty();
            gateway.simulator().account().admit();
            gateway.time().advance(Duration.ofSeconds(31));
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(provider.readinessProblem()).isEmpty();
        }
    }

    @Test
    void rateLimitIsPassedOnAndNotProbed() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            gateway.simulator().account().refuse(GitHubErrors.rateLimited().header("retry-after", "120"));
            gateway.start();
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.RATE_LIMITED);
            ProviderException second = gateway.refusedChat();
            assertThat(second.retryAfter()).contains(Duration.ofMinutes(2));
            assertThat(gateway.exchanges()).isEqualTo(1);
            gateway.simulator().account().admit();
            gateway.time().advance(Duration.ofSeconds(121));
            assertThat(gateway.chat()).contains("\"choices\"");
        }
    }

    @Test
    void unavailableGitHubIsTheUpstreamsFault() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(CopilotSettings.SIGN_IN, "on-request")) {
            gateway.simulator().faults().always(CopilotSimulator.EXCHANGE, Fault.status(502, "unicorn"));
            gateway.start();
            ProviderException refused = gateway.refusedChat();
            assertThat(refused.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(refused.upstreamStatus()).hasValue(502);
        }
    }

    @Test
    void nothingIsSentToAHostileApiHost() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.simulator().account().apiEndpoint("https://githubcopilot.com.evil.example");
            gateway.start();
            ProviderException refused = gateway.refusedChat();
            assertThat(refused.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
            assertThat(refused.getMessage()).doesNotContain("tid=");
            assertThat(gateway.cacheFile()).doesNotExist();
        }
    }

    @Test
    void closingEndsTheSignInAndTheRefresh() throws Exception {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            var provider = gateway.start();
            gateway.awaitCode();
            provider.close();
            TestGateway.awaitTrue(() -> gateway.meter().counted("sign_in", "cancelled") == 1);
            assertThat(home.resolve(".env")).doesNotExist();
        }
    }

    /** Keeps whoever unlocks first waiting, when others can have the lock already. */
    private static final class SlowToUnlock implements CacheStore, AutoCloseable {
        private final CacheStore store;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        SlowToUnlock(CacheStore store) {
            this.store = store;
        }

        @Override
        public Optional<byte[]> read(String name) throws IOException {
            return store.read(name);
        }

        @Override
        public void write(String name, byte[] content) throws IOException {
            store.write(name, content);
        }

        @Override
        public void delete(String name) throws IOException {
            store.delete(name);
        }

        @Override
        public Optional<Lock> lock(String name, Duration wait) throws IOException, InterruptedException {
            return store.lock(name, wait).map(lock -> () -> {
                lock.close();
                boolean first = reached.getCount() > 0;
                reached.countDown();
                if (first) {
                    awaitRelease();
                }
            });
        }

        private void awaitRelease() {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void release() {
            released.countDown();
        }

        @Override
        public void close() {
            release();
        }
    }
}
