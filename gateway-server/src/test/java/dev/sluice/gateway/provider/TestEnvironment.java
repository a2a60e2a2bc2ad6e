package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigValues;
import dev.sluice.gateway.config.TestConfig;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What providers are lent in tests: real where that costs nothing, empty otherwise. */
final class TestEnvironment {
    private TestEnvironment() {}

    static ProviderRegistry registry(Path folder, Map<String, String> config) {
        return ProviderRegistry.start(ProviderFactories.load(folder).plan(config(config)), environment());
    }

    static ProviderRegistry.Environment environment() {
        return new ProviderRegistry.Environment(
                new NoSecrets(),
                new InMemoryCache(),
                request -> {
                    throw new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "no network in this test");
                },
                Clock.systemUTC(),
                TestMeters.registry(),
                text -> {});
    }

    static ConfigValues config(Map<String, String> values) {
        return TestConfig.of(values);
    }

    private static final class NoSecrets implements SecretStore {
        @Override
        public Optional<Secret> get(String name) {
            return Optional.empty();
        }

        @Override
        public void put(String name, Secret value) {
            throw new UnsupportedOperationException("no test stores secrets");
        }
    }
}
