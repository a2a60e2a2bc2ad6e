package dev.sluice.provider.testkit;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.Settings;
import dev.sluice.provider.UpstreamClient;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The services that a harness offers a provider. */
final class HarnessContext implements ProviderContext {
    private final String id;
    private final Clock clock;
    private final Settings settings;
    private final ThreadTasks tasks;
    private final UpstreamClient http;
    private final MemorySecretStore secrets;
    private final MemoryCacheStore cache = new MemoryCacheStore();
    private final RecordedMeters meters = new RecordedMeters();
    private final List<String> announcements = new CopyOnWriteArrayList<>();

    HarnessContext(ProviderHarness.Builder builder, HarnessSettings settings, ThreadTasks tasks, UpstreamClient http) {
        this.id = builder.id();
        this.clock = builder.clock();
        this.secrets = new MemorySecretStore(builder.secrets());
        this.settings = settings.checked(builder.id(), secrets);
        this.tasks = tasks;
        this.http = http;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public MemorySecretStore secrets() {
        return secrets;
    }

    @Override
    public CacheStore cache() {
        return cache;
    }

    @Override
    public UpstreamClient http() {
        return http;
    }

    @Override
    public ThreadTasks tasks() {
        return tasks;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public RecordedMeters meters() {
        return meters;
    }

    @Override
    public void announce(String text) {
        announcements.add(text);
    }

    List<String> announcements() {
        return List.copyOf(announcements);
    }
}
