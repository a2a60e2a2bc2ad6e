package dev.sluice.gateway.provider;

import static dev.sluice.gateway.provider.ProviderJars.descriptor;
import static dev.sluice.gateway.provider.ProviderJars.factory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.ConfigError;
import dev.sluice.gateway.provider.ProviderProblem.Kind;
import dev.sluice.provider.Model;
import dev.sluice.provider.SignInStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration says to providers that were dropped in. */
final class DroppedInSettingsTest {
    @TempDir
    private Path work;

    private Path providers;
    private ProviderJars jars;

    @BeforeEach
    void prepare() throws IOException {
        providers = Files.createDirectory(work.resolve("providers"));
        jars = new ProviderJars(work);
    }

    @Test
    void collectsEveryErrorInTheSettings() throws IOException {
        jars.modular(providers.resolve("a.jar"), "alpha", "alpha");
        jars.modular(providers.resolve("b.jar"), "beta", "beta");
        jars.modular(providers.resolve("c.jar"), "gamma", "gamma");
        Map<String, String> config = Map.of(
                "providers.alpha.size", "many",
                "providers.alpha.loud", "perhaps",
                "providers.beta.szie", "8",
                "providers.beta.size", "9",
                "providers.gamma.enabled", "false",
                "providers.gamma.size", "not looked at",
                "providers.gama.size", "1");

        ProviderPlan plan = plan(config);

        assertThat(plan.providers()).extracting(PlannedProvider::id).containsExactly("beta");
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.errors())
                .extracting(ConfigError::sentence)
                .containsExactly(
                        "providers.alpha.size = many (application.yaml, line 2): expected a whole number",
                        "providers.alpha.loud = perhaps (application.yaml, line 1): expected true or false",
                        "providers.beta.szie (application.yaml, line 4): provider 'beta' has no setting 'szie'; did you"
                                + " mean size?",
                        "providers.gama (application.yaml, line 5): there is no provider 'gama'; there are alpha, beta,"
                                + " gamma; did you mean gamma?");
    }

    @Test
    void startsAProviderWithItsSettings() throws IOException {
        jars.modular(providers.resolve("b.jar"), "beta", "beta");

        try (ProviderRegistry registry = load(Map.of("providers.beta.size", "9"))) {
            assertThat(registry.find("beta").orElseThrow().models())
                    .extracting(Model::id)
                    .containsExactly("m-9");
        }
    }

    @Test
    void findsTheSignInOfEachInstance() throws IOException {
        String signIn = """
                public Optional<SignIn> signIn() {
                    return Optional.of(new SignIn() {
                        public SignInStatus status() { return new SignInStatus.Failed("size " + size); }
                        public SignInStatus start() { return status(); }
                        public void cancel() {}
                    });
                }
                public void close() {}""";
        jars.compile(
                providers.resolve("b.jar"),
                Map.of(
                        "module-info",
                        descriptor("beta", ""),
                        "beta.Factory",
                        factory("beta", "beta").replace("public void close() {}", signIn)));

        try (ProviderRegistry registry = load(Map.of("providers.lab.type", "beta", "providers.lab.size", "3"))) {
            assertThat(ids(registry)).containsExactly("beta", "lab");
            assertThat(registry.find("lab").orElseThrow().signIn().orElseThrow().status())
                    .isEqualTo(new SignInStatus.Failed("size 3"));
            assertThat(registry.find("beta")
                            .orElseThrow()
                            .signIn()
                            .orElseThrow()
                            .status())
                    .isEqualTo(new SignInStatus.Failed("size 7"));
        }
    }

    @Test
    void doesNotTakeAKeyForAnErrorThatMayBeOneOfAJarThatCannotBeLoaded() throws IOException {
        Files.writeString(providers.resolve("garbage.jar"), "this is no JAR");

        ProviderPlan plan = plan(Map.of("providers.gamma.size", "1"));

        assertThat(plan.errors()).isEmpty();
        assertThat(plan.problems())
                .extracting(ProviderProblem::kind, ProviderProblem::message)
                .contains(Tuple.tuple(
                        Kind.UNKNOWN_KEY, "providers.gamma (application.yaml, line 1): there is no provider 'gamma'"));
    }

    @Test
    void doesNotRepeatAValueThatLooksLikeASecret() throws IOException {
        jars.modular(providers.resolve("a.jar"), "alpha", "alpha");

        assertThat(plan(Map.of("providers.alpha.size", "ghu_synthetic")).errors())
                .singleElement()
                .hasToString("providers.alpha.size = (hidden) (application.yaml, line 1): expected a whole number");
    }

    private ProviderPlan plan(Map<String, String> config) {
        return ProviderFactories.load(providers).plan(TestEnvironment.config(config));
    }

    private ProviderRegistry load(Map<String, String> config) {
        return TestEnvironment.registry(providers, config);
    }

    private static List<String> ids(ProviderRegistry registry) {
        return registry.providers().stream().map(ProviderHandle::id).toList();
    }
}
