package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigValues;
import dev.sluice.provider.CacheStore;
import dev.sluice.provider.SecretStore;
import dev.sluice.provider.UpstreamClient;
import io.helidon.metrics.api.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All providers that run, and what is wrong with those that do not. Safe for use by several threads. */
public final class ProviderRegistry implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(ProviderRegistry.class.getName());
    /** For constructors and for {@code create}, which promise to return promptly. */
    private static final TimeLimit PROMPTLY = new TimeLimit(Duration.ofSeconds(10));

    private final Map<String, ProviderHandle> byId;
    private final List<ProviderHandle> providers;
    private final List<ProviderProblem> problems;

    private ProviderRegistry(Map<String, ProviderHandle> providers, List<ProviderProblem> problems) {
        this.byId = Map.copyOf(providers);
        this.providers = List.copyOf(providers.values());
        this.problems = List.copyOf(problems);
    }

    /**
     * What providers are made of.
     *
     * @param providersFolder where JARs are dropped in; it need not exist
     * @param config where settings are read from
     * @param secrets lent to providers
     * @param cache lent to providers
     * @param http lent to providers
     * @param clock lent to providers
     * @param meters where providers' numbers go
     * @param console where what they announce is shown
     */
    public record Environment(
            Path providersFolder,
            ConfigValues config,
            SecretStore secrets,
            CacheStore cache,
            UpstreamClient http,
            Clock clock,
            MeterRegistry meters,
            Consumer<String> console) {}

    /**
     * Finds and starts all providers: those on the module path first, then those of the folder by name.
     *
     * @param environment what they are made of
     * @return those that started, and the problems of the others; never fails
     */
    public static ProviderRegistry load(Environment environment) {
        return load(environment, ProviderRegistry.class.getModule().getLayer());
    }

    /** Loads above a layer; with none, as if run from the class path. */
    static ProviderRegistry load(Environment environment, @Nullable ModuleLayer layer) {
        List<ProviderProblem> problems = new ArrayList<>();
        List<FoundFactory> found = new ProviderLoader(layer, PROMPTLY, problems).load(environment.providersFolder());
        Map<String, ProviderHandle> started = new ProviderStart(environment, PROMPTLY, problems).start(found);
        problems.forEach(problem -> LOGGER.log(Level.WARNING, problem::toString));
        return new ProviderRegistry(started, problems);
    }

    /**
     * Returns the providers that run.
     *
     * @return in the order they were found in; the very same list for as long as nothing changes
     */
    public List<ProviderHandle> providers() {
        return providers;
    }

    /**
     * Looks a provider up.
     *
     * @param id as in the configuration
     * @return nothing if it does not run
     */
    public Optional<ProviderHandle> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Says what is wrong. Mistakes in settings are all here at once; whether they keep the gateway from
     * starting is for its configuration to decide.
     *
     * @return in the order they were found in; already logged
     */
    public List<ProviderProblem> problems() {
        return problems;
    }

    /** Closes all providers, side by side, each within a few seconds. */
    @Override
    public void close() {
        List<Thread> closing = providers.stream()
                .map(handle ->
                        Thread.ofVirtual().name("sluice-close-" + handle.id()).start(handle::close))
                .toList();
        try {
            for (Thread each : closing) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
