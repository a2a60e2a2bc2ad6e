package dev.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.LimitsConfig.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LimitsReaderTest {
    @TempDir
    private Path home;

    @Test
    void knowsNoLimitUntilOneIsSet() throws IOException {
        LimitsConfig limits = read("", Map.of()).checked().limits();
        assertThat(limits.keys().of("anybody")).isEqualTo(Limit.NONE);
        assertThat(limits.providers().of("copilot")).isEqualTo(Limit.NONE);
    }

    @Test
    void readsLimitsOfAllAndOfSome() throws IOException {
        LimitsConfig limits = read("""
                security:
                  keys:
                    alice: key-of-alice
                limits:
                  per-key:
                    requests-per-minute: 60
                    tokens-per-minute: 100000
                  keys:
                    alice:
                      requests-per-minute: 600
                      tokens-per-minute: 0
                  providers:
                    copilot: {concurrent-streams: 4}
                """, Map.of()).checked().limits();
        assertThat(limits.keys().of("bob")).isEqualTo(new Limit(60, 100_000, 0));
        assertThat(limits.keys().of("alice")).isEqualTo(new Limit(600, 0, 0));
        assertThat(limits.providers().of("copilot")).isEqualTo(new Limit(0, 0, 4));
        assertThat(limits.providers().of("groq")).isEqualTo(Limit.NONE);
    }

    @Test
    void takesTheNamesOfAnEarlierGateway() throws IOException {
        assertThat(read("", Map.of("RATE_LIMIT_PER_MINUTE", "30"))
                        .checked()
                        .limits()
                        .keys()
                        .of("anybody"))
                .isEqualTo(new Limit(30, 0, 0));
        assertThat(read("", Map.of("RATE_LIMIT_PER_MINUTE", "30", "RATE_LIMIT_ENABLED", "0"))
                        .checked()
                        .limits())
                .isEqualTo(LimitsConfig.NONE);
    }

    @Test
    void takesAKeysNameWithADotAsAWhole() throws IOException {
        GatewayConfig config = read("""
                security: {keys: {ci.build: synthetic}}
                limits: {keys: {ci.build: {requests-per-minute: 5}}}
                """, Map.of()).checked();

        assertThat(config.keys()).extracting(ClientKey::name).containsExactly("ci.build");
        assertThat(config.limits().keys().of("ci.build").requestsPerMinute()).isEqualTo(5);
    }

    @Test
    void namesEveryErrorWithItsLine() throws IOException {
        assertThat(read("""
                security:
                  keys:
                    alice: key-of-alice
                limits:
                  per-key:
                    requests-per-minute: -1
                  keys:
                    alice:
                      request-per-minute: 5
                    alcie:
                      requests-per-minute: many
                  providers:
                    copilot: 7
                """, Map.of()).errors())
                .extracting(ConfigError::sentence)
                .anySatisfy(each -> assertThat(each)
                        .contains("limits.per-key.requests-per-minute", "line 6", "from 0 to 1000000000"))
                .anySatisfy(each -> assertThat(each)
                        .contains(
                                "limits.keys.alice.request-per-minute", "line 9", "did you mean requests-per-minute?"))
                .anySatisfy(each -> assertThat(each).contains("limits.keys.alcie", "no client key of this name"))
                .anySatisfy(each -> assertThat(each)
                        .contains("limits.keys.alcie.requests-per-minute = many", "line 11", "a whole number"))
                .anySatisfy(each -> assertThat(each).contains("limits.providers.copilot = 7", "line 13"))
                .hasSize(5);
    }

    private ConfigReading read(String yaml, Map<String, String> environment) throws IOException {
        Files.writeString(home.resolve("application.yaml"), yaml);
        return ConfigLoader.read(home, environment, Map.of());
    }
}
