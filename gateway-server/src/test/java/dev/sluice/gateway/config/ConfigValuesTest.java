package dev.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment, {@code .env} and {@code application.yaml} as the sources of one Helidon configuration. */
final class ConfigValuesTest {
    @TempDir
    private Path home;

    @Test
    void isOneConfigurationInWhichTheEnvironmentComesFirstAndTheFileLast() throws Exception {
        ConfigValues values = read(
                "server: {port: 1, host: '::1'}\nlog: {level: debug, format: json}\n",
                Map.of("PORT", "3"),
                Map.of("PORT", "2", "LOG_LEVEL", "warn"));

        assertThat(text(values, "server.port")).isEqualTo("3");
        assertThat(text(values, "log.level")).isEqualTo("warn");
        assertThat(text(values, "log.format")).isEqualTo("json");
        assertThat(values.config().get("log").get("level").asString().asOptional())
                .hasValue("warn");
        assertThat(values.config().get("deadlines.idle").exists()).isFalse();
        assertThat(values.origin("server.port")).hasValue("PORT in the environment");
        assertThat(values.origin("log.level")).hasValue("LOG_LEVEL in .env");
        assertThat(values.origin("log.format")).hasValue("application.yaml, line 2");
    }

    @Test
    void takesAFormerNameAfterTheCurrentOneOfEitherSourceAndBeforeTheFile() throws Exception {
        String yaml = "resilience: {concurrency: 1}\n";
        Map<String, String> former = Map.of("UPSTREAM_MAX_CONCURRENT", "2");

        assertThat(text(read(yaml, Map.of(), former), "resilience.concurrency")).isEqualTo("2");
        assertThat(text(read(yaml, former, Map.of("SLUICE_RESILIENCE_CONCURRENCY", "3")), "resilience.concurrency"))
                .isEqualTo("3");
    }

    @Test
    void takesTheEnvironmentForAListAndForASectionOfTheFile() throws Exception {
        ConfigValues values = read(
                """
                routing: {provider-order: [a, b]}
                security: {keys: {laptop: synthetic}}
                providers: {acme: {headers: {x: y}}}
                """,
                Map.of("SLUICE_ROUTING_PROVIDER_ORDER", "c", "PROXY_SERVER_KEY", "other", "ACME_HEADERS", "v=w"),
                Map.of());

        assertThat(values.value("routing.provider-order")).hasValue("c");
        assertThat(values.value("security.keys")).hasValue("other");
        assertThat(values.value("providers.acme.headers")).hasValue("v=w");
    }

    @Test
    void passesOverVariablesThatOnlyLookLikePartsOfAKey() throws Exception {
        ConfigValues values = read(
                "routing: {models: {fast: a}}\nproviders: {lab: {type: acme, headers: {x: y}}}\n",
                Map.of("SLUICE_ROUTING_MODELS_FAST", "b", "LAB_TYPE", "other", "LAB_HEADERS_X", "z"),
                Map.of());

        assertThat(text(values, "routing.models.fast")).isEqualTo("a");
        assertThat(text(values, "providers.lab.type")).isEqualTo("acme");
        assertThat(text(values, "providers.lab.headers.x")).isEqualTo("y");
    }

    @Test
    void takesWhatIsWrittenAndResolvesNoReferences() throws Exception {
        ConfigValues values = read(
                "server: {host: '${HOME}'}\nrouting: {models: {'${server.host}': '$server', '$a': b}}\n",
                Map.of("HOME", "elsewhere"),
                Map.of());

        assertThat(text(values, "server.host")).isEqualTo("${HOME}");
        assertThat(names(values, RoutingReader.MODELS)).containsExactly("${server.host}", "$a");
    }

    @Test
    void keepsTheOrderAndTheDotsOfNamesThatPeopleChoose() throws Exception {
        ConfigValues values = read(
                "routing: {patterns: {zeta-4.1*: a, alpha~1: b, '': c, mid..dle: d, a.b.: e, beta: f}}\n",
                Map.of(),
                Map.of());

        assertThat(names(values, RoutingReader.PATTERNS))
                .containsExactly("zeta-4.1*", "alpha~1", "", "mid..dle", "a.b.", "beta");
        assertThat(values.names("routing."))
                .contains("routing.patterns.zeta-4.1*", "routing.patterns.", "routing.patterns.a.b.");
    }

    @Test
    void takesADotInANameForASectionElsewhere() throws Exception {
        ConfigValues values = read(
                "server.port: 1\nserver: {host: '::1', tls.key: k}\nrouting.models: {a.b: c}\nproviders.acme.size: 2\n",
                Map.of(),
                Map.of());

        assertThat(text(values, "server.port")).isEqualTo("1");
        assertThat(text(values, "server.host")).isEqualTo("::1");
        assertThat(text(values, "server.tls.key")).isEqualTo("k");
        assertThat(text(values, "providers.acme.size")).isEqualTo("2");
        assertThat(names(values, RoutingReader.MODELS)).containsExactly("a.b");
    }

    @Test
    void refusesAKeyThatIsThereInTwoForms() throws Exception {
        Files.writeString(home.resolve("application.yaml"), "server: {port: 1}\nserver.port: 2\n");

        assertThat(ConfigLoader.read(home, Map.of(), Map.of()).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.sentence())
                        .endsWith("cannot be read: 'server.port' is there a second time at line 2"));
    }

    @Test
    void refusesUnnamedKeysWithTheLineInsteadOfFailing() throws Exception {
        Files.writeString(home.resolve("application.yaml"), "server:\n  '': 1\n'': 2\n.: 3\nlog.: 4\n");

        assertThat(ConfigLoader.read(home, Map.of(), Map.of()).errors())
                .extracting(ConfigError::sentence)
                .anySatisfy(each -> assertThat(each).startsWith("server. (application.yaml, line 2)"))
                .hasSizeGreaterThan(1);
    }

    private ConfigValues read(String yaml, Map<String, String> environment, Map<String, String> dotEnv)
            throws IOException {
        Files.writeString(home.resolve("application.yaml"), yaml);
        return ConfigLoader.read(home, environment, dotEnv).config().values();
    }

    private static String text(ConfigValues values, String key) {
        return values.config().get(key).asString().get();
    }

    private static List<String> names(ConfigValues values, ConfigKey<?> key) {
        Config node = values.config().get(key.name());
        return new ConfigEntry(node, values.file())
                .children().stream().map(ConfigEntry::name).toList();
    }
}
