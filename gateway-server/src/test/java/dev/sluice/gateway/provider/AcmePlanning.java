package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.config.ConfigLoader;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.SecretStore;
import dev.sluice.provider.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** A gateway's configuration, and one factory that it is planned for. */
abstract class AcmePlanning {
    static final Setting<SecretSource> KEY = Setting.secret("api-key", "A key.").alias("EXT_ACME_API_KEY");
    static final Setting<Map<String, String>> DEPLOYMENTS = Setting.map("deployments", "Deployments.");
    static final Setting<List<String>> MODELS = Setting.list("models", List.of("m"), "Models.");
    static final Setting<Integer> SIZE = Setting.number("size", 7, "A size.");
    static final Setting<String> PLACE =
            Setting.text("place", "there", "A place.").alias("EXT_ACME_PLACE").fileOnly();

    @TempDir
    private Path home;

    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> dotEnv = new HashMap<>();
    Setting<Boolean> enabled = Setting.enabled(false).alias("EXT_ACME_ENABLED");
    List<Setting<?>> settings = List.of(KEY, DEPLOYMENTS, MODELS, SIZE, PLACE);

    final List<String> ids() throws IOException {
        return plan().providers().stream().map(PlannedProvider::id).toList();
    }

    final ProviderSettings only() throws IOException {
        ProviderPlan plan = plan();
        assertThat(plan.errors()).isEmpty();
        return plan.providers().getFirst().settings();
    }

    final ProviderPlan plan() throws IOException {
        Map<String, FoundFactory> factories = new LinkedHashMap<>();
        factories.put("acme", new FoundFactory(ProviderOrigin.named("acme.jar"), "acme", new Acme()));
        return new Planning(
                        factories,
                        ConfigLoader.read(home, environment, dotEnv).config().values())
                .plan(List.of(), Set.of());
    }

    final void yaml(String content) throws IOException {
        Files.writeString(home.resolve("application.yaml"), content);
    }

    /** As the real one: the environment first. */
    final SecretStore secrets() {
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
