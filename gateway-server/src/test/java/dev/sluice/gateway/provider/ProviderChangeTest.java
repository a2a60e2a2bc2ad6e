package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.ConfigError;
import dev.sluice.provider.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProviderChangeTest {
    @TempDir
    private Path work;

    private ProviderFactories factories;
    private ProviderRegistry registry;

    @BeforeEach
    void startTwo() throws IOException {
        Path providers = Files.createDirectory(work.resolve("providers"));
        ProviderJars jars = new ProviderJars(work);
        jars.modular(providers.resolve("a.jar"), "alpha", "alpha");
        jars.compile(
                providers.resolve("b.jar"),
                Map.of(
                        "module-info",
                        ProviderJars.descriptor("beta", ""),
                        "beta.Factory",
                        ProviderJars.factory("beta", "beta")
                                .replace(
                                        "return new Provider()",
                                        "if (size == 13) { throw new ProviderException(ErrorKind.INVALID_REQUEST,"
                                                + " \"13 is too many\"); } return new Provider()")));
        factories = ProviderFactories.load(providers);
        registry = ProviderRegistry.start(plan(Map.of()), TestEnvironment.environment());
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void makesOnlyThoseAnewWhoseSettingsHaveChanged() {
        List<ProviderHandle> before = registry.providers();
        List<String> reported = new ArrayList<>();
        registry.follow(reported::add);

        change(Map.of("providers.beta.size", "9"));

        assertThat(reported).containsExactly("beta");
        assertThat(registry.providers().get(0)).isSameAs(before.get(0));
        assertThat(registry.providers().get(1)).isNotSameAs(before.get(1));
        assertThat(model("beta")).isEqualTo("m-9");
        assertThat(before.get(1).models()).extracting(Model::id).containsExactly("m-9");
    }

    @Test
    void leavesTheListItselfAloneWhereNothingChanges() {
        List<ProviderHandle> before = registry.providers();

        change(Map.of("providers.beta.size", "7"));

        assertThat(registry.providers()).isSameAs(before);
    }

    @Test
    void endsAndBeginsProvidersThatAreSwitchedOffAndOn() {
        change(Map.of("providers.alpha.enabled", "false"));
        assertThat(registry.find("alpha")).isEmpty();
        assertThat(registry.providers()).extracting(ProviderHandle::id).containsExactly("beta");

        change(Map.of());
        assertThat(registry.providers()).extracting(ProviderHandle::id).containsExactly("alpha", "beta");
        assertThat(model("alpha")).isEqualTo("m-7");
    }

    @Test
    void changesNothingWhereAProviderCannotBeMade() {
        List<ProviderHandle> before = registry.providers();

        try (ProviderChange change =
                registry.prepare(plan(Map.of("providers.alpha.size", "1", "providers.beta.size", "13")))) {
            assertThat(change.errors())
                    .extracting(ConfigError::sentence)
                    .containsExactly("providers.beta: 13 is too many");
        }

        assertThat(registry.providers()).isSameAs(before);
        assertThat(model("alpha")).isEqualTo("m-7");
    }

    @Test
    void doesNotTryAgainWhatFailedAtTheStartBeforeItsSettingsChange() {
        registry.close();
        registry = ProviderRegistry.start(plan(Map.of("providers.beta.size", "13")), TestEnvironment.environment());
        assertThat(registry.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("13 is too many"));

        change(Map.of("providers.beta.size", "13", "providers.alpha.size", "1"));
        assertThat(model("alpha")).isEqualTo("m-1");
        assertThat(registry.problems()).hasSize(1);

        change(Map.of("providers.beta.size", "12", "providers.alpha.size", "1"));
        assertThat(model("beta")).isEqualTo("m-12");
        assertThat(registry.problems()).isEmpty();
    }

    private void change(Map<String, String> config) {
        try (ProviderChange change = registry.prepare(plan(config))) {
            assertThat(change.errors()).isEmpty();
            change.commit();
        }
    }

    private ProviderPlan plan(Map<String, String> config) {
        return factories.plan(TestEnvironment.config(config));
    }

    private String model(String provider) {
        return registry.find(provider).orElseThrow().models().getFirst().id();
    }
}
