package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.Settings;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The settings that a running provider reads. */
final class PlannedSettingsTest extends AcmePlanning {
    @Test
    void passesOverAPlaceThatLiesInTheEnvironment() throws IOException {
        dotEnv.put("ACME_API_KEY", "synthetic");
        environment.put("ACME_PLACE", "elsewhere");
        assertThat(only().withSecrets(secrets()).get(PLACE)).isEqualTo("there");
        assertThat(plan().warnings())
                .containsExactly(
                        "ACME_PLACE in the environment is ignored, because it may belong to other programs, and"
                                + " API keys are not sent there. If it is meant for provider acme, set providers.acme.place in"
                                + " application.yaml, or ACME_PLACE in .env.");

        dotEnv.put("ACME_PLACE", "here");
        assertThat(only().withSecrets(secrets()).get(PLACE)).isEqualTo("here");
        assertThat(plan().warnings()).isEmpty();

        environment.put("EXT_ACME_PLACE", "meant");
        assertThat(only().withSecrets(secrets()).get(PLACE)).isEqualTo("meant");
        assertThat(plan().warnings()).isEmpty();
    }

    @Test
    void saysNothingOfAPlaceForAProviderThatDoesNotRun() throws IOException {
        environment.put("ACME_PLACE", "elsewhere");
        assertThat(plan().warnings()).isEmpty();
    }

    @Test
    void takesThePlaceFromAnEnvironmentThatSwitchesItOn() throws IOException {
        environment.put("ACME_PLACE", "elsewhere");
        environment.put("EXT_ACME_ENABLED", "true");

        assertThat(only().withSecrets(secrets()).get(PLACE)).isEqualTo("elsewhere");
        assertThat(plan().warnings()).isEmpty();
    }

    @Test
    void readsListsAndTextsByName() throws IOException {
        yaml(
                "providers:\n  acme:\n    models: [one, two]\n    deployments:\n      gpt-4.1: prod, eu\n      o3: test\n");

        Settings read = only().withSecrets(secrets());
        assertThat(read.get(MODELS)).containsExactly("one", "two");
        assertThat(read.get(DEPLOYMENTS)).containsExactly(Map.entry("gpt-4.1", "prod, eu"), Map.entry("o3", "test"));

        environment.put("ACME_DEPLOYMENTS", "a=b, c=d");
        assertThat(only().withSecrets(secrets()).get(DEPLOYMENTS))
                .containsExactly(Map.entry("a", "b"), Map.entry("c", "d"));
    }

    @Test
    void looksASecretUpAtEachUse() throws IOException {
        dotEnv.put("ACME_API_KEY", "first");
        ProviderSettings before = only();
        SecretSource source = before.withSecrets(secrets()).get(KEY);
        assertThat(source.all()).containsExactly(Secret.of("first"));

        dotEnv.put("ACME_API_KEY", "second,third");

        assertThat(source.all()).containsExactly(Secret.of("second"), Secret.of("third"));
        assertThat(only()).as("no new provider is made for that").isEqualTo(before);
    }

    @Test
    void prefersTheParticularNameOfASecret() throws IOException {
        dotEnv.put("EXT_ACME_API_KEY", "particular");
        environment.put("ACME_API_KEY", "general");

        assertThat(only().withSecrets(secrets()).get(KEY).first()).contains(Secret.of("particular"));
    }

    @Test
    void readsASecretOfTheFileAndShowsItNowhere() throws IOException {
        yaml("providers:\n  acme:\n    api-key: [one-synthetic, two-synthetic]\n    size: three\n");
        ProviderPlan refused = plan();
        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.toString()).doesNotContain("synthetic");

        yaml("providers:\n  acme:\n    api-key: [one-synthetic, two-synthetic]\n");
        ProviderSettings read = only();
        assertThat(read.withSecrets(secrets()).get(KEY).all()).hasSize(2);
        assertThat(read.toString() + read.withSecrets(secrets()).get(KEY).all()).doesNotContain("synthetic");

        yaml("providers:\n  acme:\n    api-key: [one-synthetic, other-synthetic]\n");
        assertThat(only()).as("another provider is made").isNotEqualTo(read);
    }
}
