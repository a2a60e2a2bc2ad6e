package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.ConfigLoader;
import dev.sluice.gateway.config.ConfigMistake;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.SecretStore;
import dev.sluice.provider.Setting;
import dev.sluice.provider.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanningTest {
    private static final Setting<SecretSource> KEY =
            Setting.secret("api-key", "A key.").alias("EXT_ACME_API_KEY");
    private static final Setting<Map<String, String>> DEPLOYMENTS = Setting.map("deployments", "Deployments.");
    private static final Setting<List<String>> MODELS = Setting.list("models", List.of("m"), "Models.");
    private static final Setting<Integer> SIZE = Setting.number("size", 7, "A size.");
    private static final Setting<String> PLACE =
            Setting.text("place", "there", "A place.").alias("EXT_ACME_PLACE").atHome();

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> dotEnv = new HashMap<>();
    private Setting<Boolean> enabled = Setting.enabled(false).alias("EXT_ACME_ENABLED");
    private List<Setting<?>> settings = List.of(KEY, DEPLOYMENTS, MODELS, SIZE, PLACE);

    @Test
    void startsNoProviderThatIsOffUntilItIsConfigured() throws IOException {
        assertThat(ids()).isEmpty();
    }

    @Test
    void startsItForASettingInEitherFile() throws IOException {
        dotEnv.put("ACME_API_KEY", "synthetic");
        assertThat(ids()).containsExactly("acme");

        dotEnv.clear();
        dotEnv.put("EXT_ACME_API_KEY", "synthetic");
        assertThat(ids()).containsExactly("acme");

        dotEnv.clear();
        yaml("providers:\n  acme:\n    deployments:\n      a: b\n");
        assertThat(ids()).containsExactly("acme");
    }

    @Test
    void doesNotStartItForAKeyThatLiesInTheEnvironment() throws IOException {
        environment.put("ACME_API_KEY", "synthetic");
        assertThat(ids()).isEmpty();

        environment.put("ACME_ENABLED", "true");
        assertThat(ids()).containsExactly("acme");
    }

    @Test
    void passesOverAPlaceThatLiesInTheEnvironment() throws IOException {
        dotEnv.put("ACME_API_KEY", "synthetic");
        environment.put("ACME_PLACE", "elsewhere");
        assertThat(only().lent(secrets()).get(PLACE)).isEqualTo("there");
        assertThat(plan().notices())
                .containsExactly(
                        "ACME_PLACE in the environment is passed over, for it may be there for other programs, and"
                                + " keys do not follow it. If it is meant for provider acme, set providers.acme.place in"
                                + " application.yaml, or ACME_PLACE in .env.");

        dotEnv.put("ACME_PLACE", "here");
        assertThat(only().lent(secrets()).get(PLACE)).isEqualTo("here");
        assertThat(plan().notices()).isEmpty();

        environment.put("EXT_ACME_PLACE", "meant");
        assertThat(only().lent(secrets()).get(PLACE)).isEqualTo("meant");
        assertThat(plan().notices()).isEmpty();
    }

    @Test
    void saysNothingOfAPlaceForAProviderThatDoesNotRun() throws IOException {
        environment.put("ACME_PLACE", "elsewhere");
        assertThat(plan().notices()).isEmpty();
    }

    @Test
    void takesThePlaceFromAnEnvironmentThatSwitchesItOn() throws IOException {
        environment.put("ACME_PLACE", "elsewhere");
        environment.put("EXT_ACME_ENABLED", "true");

        assertThat(only().lent(secrets()).get(PLACE)).isEqualTo("elsewhere");
        assertThat(plan().notices()).isEmpty();
    }

    @Test
    void doesNotStartItForAPlaceholder() throws IOException {
        dotEnv.put("ACME_API_KEY", "your_acme_key_here");

        assertThat(ids()).isEmpty();
    }

    @Test
    void heedsTheSwitchByAnyName() throws IOException {
        dotEnv.put("ACME_API_KEY", "synthetic");
        dotEnv.put("EXT_ACME_ENABLED", "false");

        assertThat(ids()).isEmpty();
    }

    @Test
    void startsOneThatIsOnByDefault() throws IOException {
        enabled = Setting.enabled(true);

        assertThat(ids()).containsExactly("acme");
    }

    @Test
    void makesInstancesUnderOtherNames() throws IOException {
        yaml("providers:\n  lab:\n    type: acme\n    size: 8\n  lab-2:\n    type: acme\n    enabled: false\n");

        assertThat(plan().providers()).singleElement().satisfies(planned -> {
            assertThat(planned.id()).isEqualTo("lab");
            assertThat(planned.settings().lent(secrets()).get(SIZE)).isEqualTo(8);
        });
    }

    @Test
    void keepsOtherNamesFromInstances() throws IOException {
        yaml("providers:\n  lab:\n    type: acme\n");
        environment.put("EXT_ACME_API_KEY", "synthetic");
        environment.put("EXT_ACME_ENABLED", "false");

        assertThat(plan().providers()).singleElement().satisfies(planned -> {
            assertThat(planned.id()).isEqualTo("lab");
            assertThat(planned.settings().lent(secrets()).get(KEY).all()).isEmpty();
        });
    }

    @Test
    void namesMistakesInInstances() throws IOException {
        yaml(
                "providers:\n  lab:\n    type: acmee\n  The_Lab:\n    type: acme\n  works:\n    type: acme\n    sise: 2\n");

        assertThat(plan().mistakes())
                .extracting(ConfigMistake::sentence)
                .containsExactlyInAnyOrder(
                        "providers.The_Lab (application.yaml, line 5): a provider's name is lower-case letters, digits and"
                                + " dashes, beginning with a letter",
                        "providers.lab.type (application.yaml, line 3): there is no type of provider 'acmee'; there are acme;"
                                + " did you mean acme?",
                        "providers.works.sise (application.yaml, line 8): provider 'works' has no setting 'sise'; did you mean"
                                + " size?");
    }

    @Test
    void refusesListsAndSectionsWhereATextShouldBe() throws IOException {
        yaml("""
                providers:
                  acme:
                    enabled: {yes: true}
                    place:
                      host: there
                    size: [1]
                    models: {m: n}
                    api-key: [synthetic-1, {name: synthetic-2}]
                    deployments: {a: b}
                """);

        ProviderPlan plan = plan();
        assertThat(plan.providers()).isEmpty();
        assertThat(plan.mistakes())
                .extracting(ConfigMistake::sentence)
                .containsExactlyInAnyOrder(
                        "providers.acme.enabled (application.yaml, line 3): expected true or false, not a section with"
                                + " keys of its own",
                        "providers.acme.place (application.yaml, line 5): expected a text, not a section with keys of its"
                                + " own",
                        "providers.acme.size (application.yaml, line 6): expected a whole number, not a list",
                        "providers.acme.models (application.yaml, line 7): expected a list of texts, not a section with keys"
                                + " of its own",
                        "providers.acme.api-key (application.yaml, line 8): expected a secret, or a list of them, not a"
                                + " section with keys of its own");
    }

    @Test
    void readsListsAndTextsByName() throws IOException {
        yaml(
                "providers:\n  acme:\n    models: [one, two]\n    deployments:\n      gpt-4.1: prod, eu\n      o3: test\n");

        Settings read = only().lent(secrets());
        assertThat(read.get(MODELS)).containsExactly("one", "two");
        assertThat(read.get(DEPLOYMENTS)).containsExactly(Map.entry("gpt-4.1", "prod, eu"), Map.entry("o3", "test"));

        environment.put("ACME_DEPLOYMENTS", "a=b, c=d");
        assertThat(only().lent(secrets()).get(DEPLOYMENTS)).containsExactly(Map.entry("a", "b"), Map.entry("c", "d"));
    }

    @Test
    void looksASecretUpAtEachUse() throws IOException {
        dotEnv.put("ACME_API_KEY", "first");
        ProviderSettings before = only();
        SecretSource source = before.lent(secrets()).get(KEY);
        assertThat(source.all()).containsExactly(Secret.of("first"));

        dotEnv.put("ACME_API_KEY", "second,third");

        assertThat(source.all()).containsExactly(Secret.of("second"), Secret.of("third"));
        assertThat(only()).as("no provider is made anew for that").isEqualTo(before);
    }

    @Test
    void prefersTheParticularNameOfASecret() throws IOException {
        dotEnv.put("EXT_ACME_API_KEY", "particular");
        environment.put("ACME_API_KEY", "general");

        assertThat(only().lent(secrets()).get(KEY).first()).contains(Secret.of("particular"));
    }

    @Test
    void readsASecretOfTheFileAndShowsItNowhere() throws IOException {
        yaml("providers:\n  acme:\n    api-key: [one-synthetic, two-synthetic]\n    size: three\n");
        ProviderPlan refused = plan();
        assertThat(refused.mistakes()).hasSize(1);
        assertThat(refused.toString()).doesNotContain("synthetic");

        yaml("providers:\n  acme:\n    api-key: [one-synthetic, two-synthetic]\n");
        ProviderSettings read = only();
        assertThat(read.lent(secrets()).get(KEY).all()).hasSize(2);
        assertThat(read.toString() + read.lent(secrets()).get(KEY).all()).doesNotContain("synthetic");

        yaml("providers:\n  acme:\n    api-key: [one-synthetic, other-synthetic]\n");
        assertThat(only()).as("that one is made anew").isNotEqualTo(read);
    }

    @Test
    void refusesSettingsThatTheGatewayHasItself() throws IOException {
        enabled = Setting.enabled(true);
        settings = List.of(Setting.text("type", "", "A type."));

        assertThat(plan().providers()).isEmpty();
        assertThat(plan().problems()).singleElement().asString().contains("describes a setting 'type'");
    }

    private List<String> ids() throws IOException {
        return plan().providers().stream().map(PlannedProvider::id).toList();
    }

    private ProviderSettings only() throws IOException {
        ProviderPlan plan = plan();
        assertThat(plan.mistakes()).isEmpty();
        return plan.providers().getFirst().settings();
    }

    private ProviderPlan plan() throws IOException {
        Map<String, FoundFactory> factories = new LinkedHashMap<>();
        factories.put("acme", new FoundFactory(ProviderOrigin.named("acme.jar"), "acme", new Acme()));
        return new Planning(
                        factories,
                        ConfigLoader.read(home, environment, dotEnv).config().values())
                .plan(List.of(), Set.of());
    }

    private void yaml(String content) throws IOException {
        Files.writeString(home.resolve("application.yaml"), content);
    }

    /** As the real one: the environment first. */
    private SecretStore secrets() {
        return new SecretStore() {
            @Override
            public Optional<Secret> get(String name) {
                return Optional.ofNullable(environment.getOrDefault(name, dotEnv.get(name)))
                        .map(Secret::of);
            }

            @Override
            public void put(String name, Secret value) {
                throw new UnsupportedOperationException("no test stores secrets");
            }
        };
    }

    private final class Acme implements ProviderFactory {
        @Override
        public String id() {
            return "acme";
        }

        @Override
        public Setting<Boolean> enabled() {
            return enabled;
        }

        @Override
        public List<Setting<?>> settings() {
            return settings;
        }

        @Override
        public Provider create(ProviderContext context) {
            throw new UnsupportedOperationException("nothing is made in these tests");
        }
    }
}
