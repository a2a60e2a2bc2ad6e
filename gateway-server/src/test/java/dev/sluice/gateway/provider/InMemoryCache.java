package dev.sluice.gateway.provider;

import dev.sluice.provider.CacheStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A cache folder without a disk. */
public final class InMemoryCache implements CacheStore {
    private final Map<String, byte[]> entries = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> read(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    @Override
    public void write(String name, byte[] content) {
        entries.put(name, content);
    }

    @Override
    public void delete(String name) {
        entries.remove(name);
    }

    @Override
    public Optional<Lock> lock(String name, Duration wait) {
        return Optional.of(() -> {});
    }
}
