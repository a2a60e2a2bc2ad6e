package dev.sluice.gateway.provider;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.SecretStore;
import dev.sluice.provider.UpstreamClient;
import io.helidon.metrics.api.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All providers that run, and what is wrong with those that do not. Safe for use by several threads. */
public final class ProviderRegistry implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(ProviderRegistry.class.getName());

    private final Map<String, ProviderHandle> byId;
    private final List<ProviderHandle> providers;
    private final List<ProviderProblem> problems;

    private ProviderRegistry(Map<String, ProviderHandle> providers, List<ProviderProblem> problems) {
        this.byId = Map.copyOf(providers);
        this.providers = List.copyOf(providers.values());
        this.problems = List.copyOf(problems);
    }

    /**
     * What is lent to providers.
     *
     * @param secrets lent to providers
     * @param cache lent to providers
     * @param http lent to providers
     * @param clock lent to providers
     * @param meters where providers' numbers go
     * @param console where what they announce is shown
     */
    public record Environment(
            SecretStore secrets,
            CacheStore cache,
            UpstreamClient http,
            Clock clock,
            MeterRegistry meters,
            Consumer<String> console) {}

    /**
     * Starts providers.
     *
     * @param plan which
     * @param environment what they are lent
     * @return those that started, and the problems of the others; never fails
     */
    public static ProviderRegistry start(ProviderPlan plan, Environment environment) {
        List<ProviderProblem> failures = new ArrayList<>();
        FactoryCalls calls = new FactoryCalls(failures);
        Map<String, ProviderHandle> started = new LinkedHashMap<>();
        for (PlannedProvider planned : plan.providers()) {
            create(planned, environment, calls).ifPresent(handle -> started.put(planned.id(), handle));
        }
        failures.forEach(problem -> LOGGER.log(Level.WARNING, problem::toString));
        List<ProviderProblem> problems = new ArrayList<>(plan.problems());
        problems.addAll(failures);
        return new ProviderRegistry(started, problems);
    }

    private static Optional<ProviderHandle> create(
            PlannedProvider planned, Environment environment, FactoryCalls calls) {
        FoundFactory found = planned.found();
        LentContext context = new LentContext(planned.id(), found.loader(), planned.settings(), environment);
        Optional<ProviderHandle> handle = calls.ask(found, () -> ProviderHandle.create(planned.id(), found, context));
        if (handle.isEmpty()) {
            context.close();
        }
        return handle;
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
     * Says which providers, or keys, are without effect.
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
