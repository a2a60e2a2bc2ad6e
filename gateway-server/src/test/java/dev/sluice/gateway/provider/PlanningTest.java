package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.ConfigError;
import dev.sluice.provider.Setting;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which providers run, and what is wrong with those that do not. */
final class PlanningTest extends AcmePlanning {
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
            assertThat(planned.settings().withSecrets(secrets()).get(SIZE)).isEqualTo(8);
        });
    }

    @Test
    void keepsOtherNamesFromInstances() throws IOException {
        yaml("providers:\n  lab:\n    type: acme\n");
        environment.put("EXT_ACME_API_KEY", "synthetic");
        environment.put("EXT_ACME_ENABLED", "false");

        assertThat(plan().providers()).singleElement().satisfies(planned -> {
            assertThat(planned.id()).isEqualTo("lab");
            assertThat(planned.settings().withSecrets(secrets()).get(KEY).all()).isEmpty();
        });
    }

    @Test
    void namesErrorsInInstances() throws IOException {
        yaml(
                "providers:\n  lab:\n    type: acmee\n  The_Lab:\n    type: acme\n  works:\n    type: acme\n    sise: 2\n");

        assertThat(plan().errors())
                .extracting(ConfigError::sentence)
                .containsExactlyInAnyOrder(
                        "providers.The_Lab (application.yaml, line 5): a provider's name is lower-case letters, digits and"
                                + " dashes, beginning with a letter",
                        "providers.lab.type (application.yaml, line 3): there is no type of provider 'acmee'; there are acme;"
                                + " did you mean acme?",
                        "providers.works.sise (application.yaml, line 8): provider 'works' has no setting 'sise'; did you mean"
                                + " size?");
    }

    @Test
    void saysThatATypeOutsideTheFileMakesNoInstance() throws IOException {
        yaml("providers:\n  lab:\n    size: 8\n");
        environment.put("LAB_TYPE", "acme");

        assertThat(plan().errors())
                .extracting(ConfigError::sentence)
                .containsExactly(
                        "providers.lab (application.yaml, line 3): there is no provider 'lab', and LAB_TYPE in the environment"
                                + " makes none: write providers.lab.type into application.yaml; there are acme");
    }

    @Test
    void refusesAnEmptyType() throws IOException {
        yaml("providers:\n  lab:\n    type: {}\n");

        assertThat(plan().errors())
                .extracting(ConfigError::sentence)
                .containsExactly(
                        "providers.lab.type (application.yaml, line 3): expected a provider's type, not an empty section");
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
        assertThat(plan.errors())
                .extracting(ConfigError::sentence)
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
    void refusesEmptyListsAndSectionsWhereATextShouldBe() throws IOException {
        yaml("""
                providers:
                  acme:
                    enabled: []
                    place: {}
                    size: [{}]
                    models: [a, []]
                    api-key: {}
                    deployments: {a: {}}
                    colour: {}
                """);

        ProviderPlan plan = plan();
        assertThat(plan.providers()).isEmpty();
        assertThat(plan.errors())
                .extracting(ConfigError::sentence)
                .containsExactlyInAnyOrder(
                        "providers.acme.enabled (application.yaml, line 3): expected true or false, not an empty list",
                        "providers.acme.place (application.yaml, line 4): expected a text, not an empty section",
                        "providers.acme.size (application.yaml, line 5): expected a whole number, not an empty section",
                        "providers.acme.models (application.yaml, line 6): expected a list of texts, not an empty list",
                        "providers.acme.api-key (application.yaml, line 7): expected a secret, or a list of them, not an"
                                + " empty section",
                        "providers.acme.deployments (application.yaml, line 8): expected names with a text each, such as"
                                + " a=b, c=d, not an empty section",
                        "providers.acme.colour (application.yaml, line 9): provider 'acme' has no setting 'colour'");
    }

    @Test
    void refusesThemWhereNothingElseIsSaidOfAProvider() throws IOException {
        yaml("providers:\n  acme:\n    api-key: {}\n  lab:\n    place: {}\n");

        assertThat(plan().errors())
                .extracting(ConfigError::sentence)
                .containsExactlyInAnyOrder(
                        "providers.acme.api-key (application.yaml, line 3): expected a secret, or a list of them, not an"
                                + " empty section",
                        "providers.lab (application.yaml, line 5): there is no provider 'lab'; there are acme");
    }

    @Test
    void startsNoProviderOfWhichNothingIsSaid() throws IOException {
        yaml("providers:\n  acme:\n    models: []\n  lab: {}\n");

        assertThat(plan().errors()).isEmpty();
        assertThat(ids()).isEmpty();
    }

    @Test
    void takesEmptyListsAndSectionsWhereOneMayBe() throws IOException {
        yaml("""
                providers:
                  acme:
                    enabled: true
                    models: []
                    api-key: []
                    deployments: {}
                """);

        assertThat(plan().errors()).isEmpty();
        assertThat(ids()).containsExactly("acme");
    }

    @Test
    void refusesSettingsThatTheGatewayHasItself() throws IOException {
        enabled = Setting.enabled(true);
        settings = List.of(Setting.text("type", "", "A type."));

        assertThat(plan().providers()).isEmpty();
        assertThat(plan().problems()).singleElement().asString().contains("describes a setting 'type'");
    }
}
