package dev.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is declared of keys. */
final class ConfigSchemaTest {
    @Test
    void refusesAKeyThatIsDeclaredTwice() {
        ConfigSection section = new ConfigSection("server");
        section.number("port", 0, 9).defaultTo("1").described("A port.");
        section.number("port", 0, 9).defaultTo("2").described("Another port.");

        assertThatThrownBy(() -> ConfigSchema.index(List.of(section))).hasMessageContaining("server.port");
    }

    @Test
    void refusesANameInTheEnvironmentThatStandsForTwoKeys() {
        ConfigSection section = new ConfigSection("server");
        section.number("port", 0, 9).environment("PORT").defaultTo("1").described("A port.");
        ConfigSection other = new ConfigSection("log");
        other.number("size", 0, 9).formerly("PORT").defaultTo("2").described("A size.");

        assertThatThrownBy(() -> ConfigSchema.index(List.of(section, other))).hasMessageContaining("log.size");
    }

    @Test
    void knowsEveryKeyByItsSectionInTheOrderOfTheDocumentation() {
        assertThat(ConfigSchema.keys())
                .extracting(ConfigKey::name)
                .startsWith("server.host", "server.port")
                .endsWith("models.list-timeout", "models.list-freshness");
        assertThat(ConfigSchema.find("routing.models")).hasValue(RoutingReader.MODELS);
        assertThat(ConfigSchema.above("routing.models.fast.of.0")).hasValue(RoutingReader.MODELS);
        assertThat(ConfigSchema.above("routing.models")).isEmpty();
    }

    @Test
    void hidesTheKeysOfClientsAndAdministratorsAlone() {
        assertThat(ConfigSchema.keys().stream().filter(ConfigKey::secret).map(ConfigKey::name))
                .containsExactly("security.keys", "security.admin-key");
    }
}
