package dev.sluice.provider.copilot.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.Secret;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HeldTokenTest {
    private static final URI API = URI.create("http://127.0.0.1:1");
    private static final GitHubSite SITE = GitHubSite.of(API, Optional.of(API), Optional.of(API));
    private static final GitHubAccount ACCOUNT = GitHubAccount.of(Secret.of("ghu_synthetic"), API);
    private static final Credential CREDENTIAL = new Credential(Secret.of("tid=1"), API);

    private final OneFile store = new OneFile();
    private final HeldToken held = new HeldToken(new TokenCache(store), SITE, Clock.systemUTC());

    @Test
    void tokenStoredWhileTheMissingFileWasLookedForIsKept() {
        keep();
        store.missOnce(HeldTokenTest.this::keep);
        held.usable(ACCOUNT);
        assertThat(held.inMemory()).isPresent();
    }

    @Test
    void refusedTokenIsNotTakenFromTheFileAgainThoughItWasNotInMemory() {
        keep();
        HeldToken other = new HeldToken(new TokenCache(store), SITE, Clock.systemUTC());
        assertThat(other.drop(CREDENTIAL)).isTrue();
        assertThat(other.usable(ACCOUNT)).isEmpty();
        assertThat(other.fromOthers(ACCOUNT)).isEmpty();
    }

    @Test
    void onlyTheFirstOfManyRefusalsDropsTheToken() {
        keep();
        assertThat(held.drop(CREDENTIAL)).isTrue();
        assertThat(held.drop(CREDENTIAL)).isFalse();
    }

    @Test
    void lateRefusalOfAnEarlierTokenLeavesTheNewOne() {
        keep();
        assertThat(held.drop(new Credential(Secret.of("tid=0"), API))).isFalse();
        assertThat(held.usable(ACCOUNT)).isPresent();
    }

    private void keep() {
        Instant end = Instant.now().plus(Duration.ofMinutes(25));
        held.keep(new IssuedToken(CREDENTIAL.token(), end, JsonValue.EMPTY_JSON_OBJECT), ACCOUNT);
    }

    /** A cache of one file, which can be missing at one look and stored before the next. */
    private static final class OneFile implements CacheStore {
        private Optional<byte[]> file = Optional.empty();
        private Optional<Runnable> afterTheNextLook = Optional.empty();

        void missOnce(Runnable then) {
            file = Optional.empty();
            afterTheNextLook = Optional.of(then);
        }

        @Override
        public Optional<byte[]> read(String name) {
            Optional<byte[]> seen = file;
            Optional<Runnable> then = afterTheNextLook;
            afterTheNextLook = Optional.empty();
            then.ifPresent(Runnable::run);
            return seen;
        }

        @Override
        public void write(String name, byte[] content) {
            file = Optional.of(content);
        }

        @Override
        public void delete(String name) {
            file = Optional.empty();
        }

        @Override
        public Optional<Lock> lock(String name, Duration wait) {
            return Optional.empty();
        }
    }
}
