package dev.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigLoaderTest {
    private static final String SYNTHETIC_HASH = "sha256:" + "0a".repeat(32);

    @TempDir
    private Path home;

    @Test
    void listensOnLoopbackPort4000WhereNothingIsConfigured() {
        GatewayConfig config = load(Map.of(), Map.of());

        assertThat(config.server().host()).isEqualTo("127.0.0.1");
        assertThat(config.server().port()).isEqualTo(4000);
        assertThat(config.server().maxRequestSize()).isEqualTo(32 << 20);
        assertThat(config.server().drainTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.modelListTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.keys()).isEmpty();
    }

    @Test
    void takesTheEnvironmentBeforeDotEnvAndDotEnvBeforeTheFile() throws Exception {
        yaml("server:\n  port: 1\n  idle-timeout: PT1S\nlog:\n  level: debug\n");

        GatewayConfig config = load(Map.of("PORT", "3"), Map.of("PORT", "2", "SLUICE_SERVER_IDLE_TIMEOUT", "PT2S"));

        assertThat(config.server().port()).isEqualTo(3);
        assertThat(config.server().timeouts().idle()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.log().level()).isEqualTo(LogLevel.DEBUG);
    }

    @Test
    void takesTheNameThatAnEarlierGatewayHadForAKey() {
        assertThat(load(Map.of(), Map.of("UPSTREAM_MAX_CONCURRENT", "8"))
                        .resilience()
                        .bulkhead()
                        .concurrency())
                .isEqualTo(8);
        assertThat(load(Map.of("UPSTREAM_MAX_CONCURRENT", "8", "SLUICE_RESILIENCE_CONCURRENCY", "9"), Map.of())
                        .resilience()
                        .bulkhead()
                        .concurrency())
                .isEqualTo(9);
        assertThatThrownBy(() -> load(Map.of("UPSTREAM_MAX_CONCURRENT", "0"), Map.of()))
                .hasMessageContaining("resilience.concurrency = 0 (UPSTREAM_MAX_CONCURRENT in the environment)");
    }

    @Test
    void findsNamesOfAnEarlierGatewayThatNothingReads() {
        assertThat(FormerNames.withoutEffect(
                        Set.of("RATE_LIMIT_BUCKET_LEEWAY", "PATH", "RATE_LIMIT_PER_MINUTE"),
                        Set.of("MODEL_MIN_INTERVAL_MS", "PORT")))
                .containsExactly("RATE_LIMIT_BUCKET_LEEWAY", "MODEL_MIN_INTERVAL_MS");
    }

    @Test
    void passesOverBlankVariablesAndPlaceholders() throws Exception {
        yaml("server:\n  port: 1\n");

        GatewayConfig config = load(Map.of("PORT", " "), Map.of("PROXY_SERVER_KEY", "your_key_here"));

        assertThat(config.server().port()).isEqualTo(1);
        assertThat(config.keys()).isEmpty();
    }

    @Test
    void findsProvidersSettingsByTheirNamesInTheEnvironment() throws Exception {
        yaml("providers:\n  acme:\n    api-url: http://from.file\n    models: [one, two]\n");

        ConfigValues values = load(Map.of("ACME_API_URL", "http://from.env"), Map.of("ACME_ENABLED", "false"))
                .values();

        assertThat(values.value("providers.acme.api-url")).contains("http://from.env");
        assertThat(values.origin("providers.acme.api-url")).contains("ACME_API_URL in the environment");
        assertThat(values.value("providers.acme.enabled")).contains("false");
        assertThat(values.value("providers.acme.models")).contains("one,two");
        assertThat(values.value("providers.acme.other")).isEmpty();
        assertThat(values.names("providers.acme."))
                .containsExactly("providers.acme.api-url", "providers.acme.models.0", "providers.acme.models.1");
    }

    @Test
    void readsKeysInEveryFormAndKeepsTheirHashesOnly() throws Exception {
        yaml("security:\n  keys:\n    - synthetic-one\n    - laptop: synthetic-two\n    - ci: " + SYNTHETIC_HASH
                + "\n");

        GatewayConfig config = load(Map.of(), Map.of());

        assertThat(config.keys()).extracting(ClientKey::name).containsExactly("key-1", "laptop", "ci");
        assertThat(config.keys().get(1).matches(ClientKey.hash("synthetic-two")))
                .isTrue();
        assertThat(config.keys().get(1).matches(ClientKey.hash("synthetic-one")))
                .isFalse();
        assertThat(config.keys().toString() + config).doesNotContain("synthetic");
    }

    @Test
    void takesMoreDigitsThanAPlaceInAListHasForAKeysName() throws Exception {
        yaml("security: {keys: {2147483647: synthetic-one, 12345678901: synthetic-two}}\n");

        assertThat(load(Map.of(), Map.of()).keys())
                .extracting(ClientKey::name)
                .containsExactly("2147483647", "12345678901");
    }

    @Test
    void readsNamedKeysAndTheSingleKeyOfTheEnvironmentBeforeThem() throws Exception {
        yaml("security:\n  keys:\n    laptop: synthetic-one\n");

        assertThat(load(Map.of(), Map.of()).keys()).extracting(ClientKey::name).containsExactly("laptop");
        GatewayConfig config = load(Map.of("PROXY_SERVER_KEY", "a,b"), Map.of());
        assertThat(config.keys()).hasSize(1);
        assertThat(config.keys().getFirst().matches(ClientKey.hash("a,b"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server: {port: abc}          | server.port = abc (application.yaml, line 1): expected a whole number",
                "server: {port: 70000}        | server.port = 70000 (application.yaml, line 1): expected a whole number",
                "server: {prot: 4000}         | server.prot (application.yaml, line 1): there is no such key; did you mean server.port?",
                "sever: {port: 1, host: a}    | sever (application.yaml, line 1): there is no such key; did you mean server?",
                "server: {idle-timeout: 30s}  | server.idle-timeout = 30s (application.yaml, line 1): expected a duration such as PT30S",
                "deadlines: {first-byte: PT99999999999S} | deadlines.first-byte = PT99999999999S (application.yaml, line 1): expected a duration such as PT30S, at most 365 days",
                "server: {idle-timeout: PT0S} | server.idle-timeout = PT0S (application.yaml, line 1): expected a duration",
                "server: {max-request-size: 3 apples} | server.max-request-size = 3 apples (application.yaml, line 1): expected a size",
                "server: {max-request-size: 2 GB} | server.max-request-size = 2 GB (application.yaml, line 1): expected a size",
                "server: {host: 256.1.1.1.invalid} | server.host = 256.1.1.1.invalid (application.yaml, line 1): expected an address",
                "server: {allowed-hosts: ['http://a']} | server.allowed-hosts = http://a (application.yaml, line 1): expected a list",
                "cors: {allowed-origins: [example.com]} | cors.allowed-origins = example.com (application.yaml, line 1): expected a list",
                "log: {format: xml}           | log.format = xml (application.yaml, line 1): expected one of text, json",
                "security: {open: perhaps}    | security.open = perhaps (application.yaml, line 1): expected true or false",
                "security: {keys: ['sha256:12']} | security.keys.0 = (hidden) (application.yaml, line 1): expected a key, or sha256:",
                "resilience: {retry: {attempts: 0}} | resilience.retry.attempts = 0 (application.yaml, line 1): expected a whole number",
                "resilience: {retry: {longest-delay: PT0.1S}} | resilience.retry.longest-delay = PT0.1S",
                "routing: {provider-order: [A B]} | routing.provider-order = A B (application.yaml, line 1): expected a list",
                "log: {level: {a: info}}      | log.level (application.yaml, line 1): expected one of error, warn, info, debug, not a section",
                "log: {level: [info]}         | log.level (application.yaml, line 1): expected one of error, warn, info, debug, not a list",
                "server: {tls: {key: {a: b}}} | server.tls.key (application.yaml, line 1): expected a PEM file in PKCS#8 form, relative to the home folder, not a section",
                "routing: {default: [a, b]}   | routing.default (application.yaml, line 1): expected a model's id, not a list",
                "server: {allowed-hosts: {a: b}} | server.allowed-hosts (application.yaml, line 1): expected a list of host names without a port, not a section",
                "server: {allowed-hosts: [{a: b}]} | server.allowed-hosts (application.yaml, line 1): expected a list of host names without a port, not a section",
                "server: {port: {}}           | server.port (application.yaml, line 1): expected a whole number from 0 to 65535, not an empty section",
                "security: {admin-key: []}    | security.admin-key (application.yaml, line 1): expected a key, or sha256: and its hash in hexadecimal, not an empty list",
                "security: {keys: {alice: {}}} | security.keys (application.yaml, line 1): expected a list of keys, or of names with a key each, not an empty section",
                "server: {allowed-hosts: {}}  | server.allowed-hosts (application.yaml, line 1): expected a list of host names without a port, not an empty section",
                "server: {allowed-hosts: [a, []]} | server.allowed-hosts (application.yaml, line 1): expected a list of host names without a port, not an empty list",
                "server: {tls: {key: {}}}     | server.tls.key (application.yaml, line 1): expected a PEM file",
                "server: {prot: {}}           | server.prot (application.yaml, line 1): there is no such key; did you mean server.port?",
                "sever: {}                    | sever (application.yaml, line 1): there is no such key; did you mean server?",
                "routing: {default: {}}       | routing.default (application.yaml, line 1): expected a model's id, not an empty section",
                "server: 5                    | server (application.yaml, line 1): there is no such key",
                "'server: [port: 1'           | cannot be read",
            })
    void saysWhatIsWrong(String yaml, String expected) throws Exception {
        yaml(yaml);

        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: {allowed-hosts: []}",
                "server: {}",
                "server: {tls: {}}",
                "security: {keys: []}",
                "routing: {models: {}, patterns: {}}",
                "limits: {keys: {}}",
                "providers: {}",
                "server: {port: }",
            })
    void takesWhatMayBeEmpty(String yaml) throws Exception {
        yaml(yaml);

        assertThat(load(Map.of(), Map.of()).server().port()).isEqualTo(4000);
    }

    @Test
    void namesEveryErrorAtOnce() throws Exception {
        yaml("server: {port: abc, hots: x}\nlog: {level: loud}\nnonsense: 1\n");

        assertThatThrownBy(() -> load(Map.of("HOST", "0.0.0.0"), Map.of("SLUICE_DEADLINES_IDLE", "never")))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.errors())
                                .hasSize(6)
                                .anyMatch(error -> error.contains("SLUICE_DEADLINES_IDLE in .env"))
                                .anyMatch(error -> error.contains("HOST in the environment")));
    }

    @Test
    void namesErrorsElsewhereBesideAFileThatCannotBeRead() throws Exception {
        yaml("security: {keys: [synthetic]\n");

        assertThat(ConfigLoader.read(home, Map.of("PORT", "abc", "HOST", "0.0.0.0"), Map.of())
                        .errors())
                .extracting(ConfigError::key)
                .containsExactly("application.yaml", "server.port");
    }

    @Test
    void doesNotRepeatAValueThatLooksLikeASecret() {
        assertThat(ConfigLoader.read(home, Map.of("PORT", "ghu_synthetic"), Map.of())
                        .errors())
                .singleElement()
                .hasToString("server.port = (hidden) (PORT in the environment): expected a whole number from 0 to"
                        + " 65535");
    }

    @Test
    void checksASwitchThatDoesNotMatterHere() {
        assertThatThrownBy(() ->
                        load(Map.of("PROXY_SERVER_KEY", "synthetic", "SLUICE_SECURITY_OPEN", "perhaps"), Map.of()))
                .hasMessageContaining("security.open = perhaps");
    }

    @Test
    void refusesToServeANetworkWithoutAKey() {
        Map<String, String> everywhere = Map.of("HOST", "0.0.0.0");

        assertThatThrownBy(() -> load(everywhere, Map.of())).hasMessageContaining("set security.keys");
        assertThat(load(everywhere, Map.of("PROXY_SERVER_KEY", "synthetic"))
                        .server()
                        .host())
                .isEqualTo("0.0.0.0");
        assertThat(load(everywhere, Map.of("SLUICE_SECURITY_OPEN", "true")).keys())
                .isEmpty();
        assertThat(load(Map.of("HOST", "::1"), Map.of()).server().host()).isEqualTo("::1");
    }

    @Test
    void describesEveryKeyInATableWithADefaultThatItsOwnParserTakes() {
        assertThat(ConfigSchema.table().lines()).hasSize(2 + ConfigSchema.keys().size());
        assertThat(ConfigSchema.keys()).allSatisfy(key -> {
            String environment =
                    key.environment().isEmpty() ? "" : "`" + key.environment().getFirst() + "`";
            assertThat(ConfigSchema.table()).contains("| `" + key.name() + "` | " + environment + " |");
            assertThat(key.defaultValue()).isNotNull();
            assertThat(key.description()).endsWith(".");
        });
    }

    private GatewayConfig load(Map<String, String> environment, Map<String, String> dotEnv) {
        return ConfigLoader.read(home, environment, dotEnv).checked();
    }

    private void yaml(String text) throws IOException {
        Files.writeString(home.resolve("application.yaml"), text);
    }
}
