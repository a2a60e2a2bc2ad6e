package dev.sluice.provider.copilot.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Secret;
import dev.sluice.provider.copilot.auth.Credential;
import dev.sluice.provider.copilot.auth.Credentials;
import dev.sluice.provider.copilot.errors.StaleTokenRule.Cause;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialRefreshPolicyTest {
    private static final Credential FIRST = credential("first");
    private static final Credential SECOND = credential("second");

    private final RenewingCredentials credentials = new RenewingCredentials();
    private final CredentialRefreshPolicy policy = new CredentialRefreshPolicy(credentials);

    @ParameterizedTest
    @CsvSource({"POSSIBLE, token", "EXPIRED, token", "MISDIRECTED, host"})
    void getsAFreshCredentialForEachCause(Cause cause, String blamed) {
        assertThat(policy.refreshed(cause, FIRST)).isTrue();
        assertThat(credentials.renewed).containsExactly("first for its " + blamed);
    }

    @Test
    void leavesACredentialAloneThatIsNotToBlame() {
        assertThat(policy.refreshed(Cause.NONE, FIRST)).isFalse();
        assertThat(credentials.renewed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POSSIBLE, false", "EXPIRED, true", "MISDIRECTED, true"})
    void replacesATokenThatWasRefusedFreshOnlyForACertainCause(Cause cause, boolean refreshed) {
        policy.refusedAgain(Cause.POSSIBLE, FIRST);

        assertThat(policy.refreshed(cause, FIRST)).isEqualTo(refreshed);
        assertThat(policy.refreshed(cause, SECOND)).isTrue();
    }

    @Test
    void doesNotHoldAgainstATokenWhatItIsNotToBlameFor() {
        policy.refusedAgain(Cause.NONE, FIRST);

        assertThat(policy.refreshed(Cause.POSSIBLE, FIRST)).isTrue();
    }

    private static Credential credential(String token) {
        return new Credential(Secret.of(token), URI.create("https://api.example"));
    }

    /** Has another credential whenever one is refused. */
    private static final class RenewingCredentials implements Credentials {
        private final List<String> renewed = new ArrayList<>();

        @Override
        public Credential current() {
            return SECOND;
        }

        @Override
        public boolean renew(Credential credential, boolean misdirected) {
            return renewed.add(credential.token().reveal() + " for its " + (misdirected ? "host" : "token"));
        }

        @Override
        public Optional<String> readinessProblem() {
            return Optional.empty();
        }

        @Override
        public OptionalDouble secondsLeft() {
            return OptionalDouble.empty();
        }

        @Override
        public void start() {
            // Works only when called.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
