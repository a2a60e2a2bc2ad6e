package dev.sluice.provider.testkit;

import dev.sluice.provider.CacheStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A cache in memory. */
final class MemoryCacheStore implements CacheStore {
    private final Map<String, byte[]> entries = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> locks = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> read(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    @Override
    public void write(String name, byte[] content) {
        entries.put(name, content.clone());
    }

    @Override
    public void delete(String name) {
        entries.remove(name);
    }

    @Override
    public Optional<Lock> lock(String name, Duration wait) throws InterruptedException {
        // Not a ReentrantLock: another thread may give it back, and the same one does not have it twice.
        Semaphore lock = locks.computeIfAbsent(name, _ -> new Semaphore(1));
        return lock.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS) ? Optional.of(lock::release) : Optional.empty();
    }
}
