package dev.sluice.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.RoutingTarget;
import dev.sluice.gateway.config.TestRouting;
import dev.sluice.gateway.provider.InMemoryCache;
import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.gateway.provider.ScriptedProvider;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MissingTargetsTest {
    private static final Set<String> TYPES = Set.of("copilot", "ollama", "open");
    private final ProviderHandle copilot = ProviderHandle.of("copilot", ScriptedProvider.listing("gpt-4o", "vendor/m"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copilot-gpt-4o",
                "copilot-gone",
                "Copilot/gone",
                "ext-copilot-gone",
                "gpt-4o",
                "vendor/m",
                "GPT-4o",
                "fast"
            })
    void findsTargetsThatARunningProviderHasOrMayHave(String model) {
        assertThat(find(model, copilot)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama-llama3.3", "ollama/llama3.3", "ext-ollama-llama3.3", "OLLAMA-llama3.3"})
    void reportsTargetsOfAProviderThatIsNotRunning(String model) {
        assertThat(find(model, copilot))
                .containsExactly("routing.models.smart (application.yaml, line 5): '" + model
                        + "' is skipped for now: provider ollama is not running; is it configured?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme/model", "acme-model", "gpt-9", "openrouter-x", "copilot-", "smart"})
    void reportsTargetsThatNoProviderHas(String model) {
        assertThat(find(model, copilot))
                .containsExactly("routing.models.smart (application.yaml, line 5): '" + model
                        + "' is skipped for now: no running provider has a model of this name.");
    }

    @Test
    void doesNotReportModelsOfAProviderWithoutAList() {
        ProviderHandle silent = ProviderHandle.of("silent", ScriptedProvider.listing(() -> {
            throw new ProviderException(ErrorKind.SIGN_IN_REQUIRED, "sign in first");
        }));
        assertThat(find("acme/model", copilot, silent)).isEmpty();
        assertThat(find("ollama-llama3.3", copilot, silent)).hasSize(1);
    }

    @Test
    void reportsEveryTargetWhileNoProviderIsRunning() {
        assertThat(find("gpt-4o")).hasSize(1);
    }

    private static List<String> find(String model, ProviderHandle... providers) {
        List<ProviderHandle> all = List.of(providers);
        ModelCatalogue catalogue = new ModelCatalogue(
                () -> all,
                new InMemoryCache(),
                Clock.systemUTC(),
                new RoutingSettings(
                        List.of(),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        new VirtualModels(TestRouting.of("models: {fast: copilot-gpt-4o, smart: copilot-gpt-4o}"))));
        catalogue.listing();
        return new MissingTargets(catalogue)
                .find(
                        List.of(new RoutingTarget(
                                "routing.models.smart", "application.yaml, line 5", model, model.equals("smart"))),
                        TYPES);
    }
}
