package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.testkit.copilot.TokenKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Copilot token on disk: whose it is, who may use it, and what its going away means. */
@Timeout(120)
final class CopilotTokenCacheTest {
    @TempDir
    Path home;

    @Test
    void cacheIsWrittenSoThatPeopleCanReadIt() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            gateway.chat();
            List<String> lines = Files.readAllLines(gateway.cacheFile());
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("  \"token\": \""))
                    .contains("  \"expires_at\": \"2026-01-01T12:25:00.000Z\",")
                    .contains("  \"info\": {")
                    .anyMatch(line -> line.startsWith("  \"account\": \""));
            assertThat(Files.readString(gateway.cacheFile())).doesNotContain(TestGateway.TOKEN);
        }
    }

    @Test
    void predecessorsCacheIsTakenOverWithoutAnExchange() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.writeCache(predecessorCache(gateway, "2026-01-01T12:10:00.000Z"));
            gateway.start();
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.exchanges()).isZero();
        }
    }

    @Test
    void cacheThatHasEndedIsReplaced() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.writeCache(predecessorCache(gateway, "2026-01-01T11:59:59.000Z"));
            gateway.start();
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.exchanges()).isEqualTo(1);
        }
    }

    @Test
    void restartUsesTheCache() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home);
                TestGateway restarted = gateway.another()) {
            gateway.start();
            gateway.chat();
            restarted.start();
            restarted.chat();
            assertThat(gateway.exchanges()).isEqualTo(1);
        }
    }

    @Test
    void deletedCacheForcesAnExchangeAtTheNextRequest() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            gateway.chat();
            Files.delete(gateway.cacheFile());
            gateway.chat();
            gateway.chat();
            assertThat(gateway.exchanges()).isEqualTo(2);
            assertThat(gateway.cacheFile()).exists();
        }
    }

    @Test
    void brokenCacheForcesAnExchange() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            gateway.chat();
            gateway.writeCache("{\"token\": ");
            gateway.chat();
            assertThat(gateway.exchanges()).isEqualTo(2);
        }
    }

    @Test
    void cacheThatCannotBeWrittenCostsNoFurtherExchange() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home).with(new ReadOnlyCache())) {
            gateway.start();
            gateway.chat();
            gateway.chat();
            assertThat(gateway.exchanges()).isEqualTo(1);
        }
    }

    @Test
    void anotherAccountsCacheIsNotUsed() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            gateway.chat();
            gateway.simulator().addGitHubToken("ghu_synthetic_other", TokenKind.COPILOT_APP, "hubot");
            gateway.env("GITHUB_COPILOT_TOKEN=ghu_synthetic_other\n");
            gateway.chat();
            assertThat(gateway.exchanges()).isEqualTo(2);
        }
    }

    @Test
    void unmarkedCacheIsNotInheritedByTheNextAccount() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.writeCache(predecessorCache(gateway, "2026-01-01T12:10:00.000Z"));
            gateway.start();
            gateway.chat();
            gateway.simulator().addGitHubToken("ghu_synthetic_other", TokenKind.COPILOT_APP, "hubot");
            gateway.env("GITHUB_COPILOT_TOKEN=ghu_synthetic_other\n");
            gateway.chat();
            assertThat(gateway.exchanges()).isEqualTo(1);
        }
    }

    @Test
    void twoColdGatewaysOnOneHomeFolderMakeOneExchange() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home);
                TestGateway other = gateway.another();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            gateway.start();
            other.start();
            for (Future<String> answer : callers.invokeAll(List.<Callable<String>>of(gateway::chat, other::chat))) {
                assertThat(answer.get()).contains("\"choices\"");
            }
            assertThat(gateway.exchanges()).isEqualTo(1);
        }
    }

    private static String predecessorCache(TestGateway gateway, String expiresAt) {
        String token = gateway.simulator().issueCopilotToken(Duration.ofMinutes(30));
        return "{\n  \"token\": \"" + token + "\",\n  \"expires_at\": \"" + expiresAt + "\",\n  \"info\": {\n"
                + "    \"endpoints\": {\n      \"api\": \""
                + gateway.simulator().copilotApiUrl()
                + "\"\n    },\n    \"expires_at\": 1767270600,\n    \"refresh_in\": 1500,\n    \"sku\": \"x\"\n  }\n}";
    }

    /** A folder that nothing can be written to. */
    private static final class ReadOnlyCache implements CacheStore {
        @Override
        public Optional<byte[]> read(String name) {
            return Optional.empty();
        }

        @Override
        public void write(String name, byte[] content) throws IOException {
            throw new IOException("read-only file system");
        }

        @Override
        public void delete(String name) {
            // Nothing is there.
        }

        @Override
        public Optional<Lock> lock(String name, Duration wait) throws IOException {
            throw new IOException("read-only file system");
        }
    }
}
