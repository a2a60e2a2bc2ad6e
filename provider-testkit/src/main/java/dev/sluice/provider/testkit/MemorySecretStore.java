package dev.sluice.provider.testkit;

import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A secret store in memory. */
final class MemorySecretStore implements SecretStore {
    private final Map<String, Secret> secrets = new ConcurrentHashMap<>();

    MemorySecretStore(Map<String, String> given) {
        given.forEach(this::change);
    }

    void change(String name, String value) {
        secrets.put(name, Secret.of(value));
    }

    @Override
    public Optional<Secret> get(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public void put(String name, Secret value) {
        secrets.put(name, value);
    }
}
