package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.ProviderRegistry.Environment;
import dev.sluice.provider.CacheStore;
import dev.sluice.provider.Meters;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.SecretStore;
import dev.sluice.provider.Settings;
import dev.sluice.provider.Tasks;
import dev.sluice.provider.UpstreamClient;
import java.time.Clock;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The {@link ProviderContext} of one provider. Closing it ends the provider's tasks and removes its gauges. */
final class DefaultProviderContext implements ProviderContext, AutoCloseable {
    private final String provider;
    private final Environment environment;
    private final Settings settings;
    private final VirtualThreadTasks tasks;
    private final ProviderMeters meters;

    DefaultProviderContext(
            String provider,
            @Nullable ClassLoader loader,
            ProviderSettings settings,
            Environment environment,
            Containment containment) {
        this.provider = provider;
        this.environment = environment;
        this.settings = settings.withSecrets(environment.secrets());
        this.tasks = new VirtualThreadTasks(provider, loader, environment.clock(), VirtualThreadTasks.CLOCK_CHECK);
        this.meters = new ProviderMeters(provider, environment.meters(), containment);
    }

    @Override
    public String id() {
        return provider;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public SecretStore secrets() {
        return environment.secrets();
    }

    @Override
    public CacheStore cache() {
        return environment.cache();
    }

    @Override
    public UpstreamClient http() {
        return environment.http();
    }

    @Override
    public Tasks tasks() {
        return tasks;
    }

    @Override
    public Clock clock() {
        return environment.clock();
    }

    @Override
    public Meters meters() {
        return meters;
    }

    @Override
    public void announce(String text) {
        environment.console().accept(text);
    }

    /** Registers the provider's gauges. */
    void publish() {
        meters.publish();
    }

    /** Removes the provider's gauges. */
    void unpublish() {
        meters.close();
    }

    /** Returns the threads of the provider's tasks. */
    Collection<Thread> threads() {
        return tasks.threads();
    }

    boolean closed() {
        return tasks.closed();
    }

    @Override
    public void close() {
        tasks.close();
        meters.close();
    }
}
