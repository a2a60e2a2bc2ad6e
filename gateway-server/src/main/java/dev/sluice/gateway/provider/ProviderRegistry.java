package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.RunningProviders.Running;
import dev.sluice.provider.CacheStore;
import dev.sluice.provider.SecretStore;
import dev.sluice.provider.UpstreamClient;
import io.helidon.metrics.api.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The running providers, and why others do not run. Safe for use by several threads. */
public final class ProviderRegistry implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(ProviderRegistry.class.getName());

    private final Environment environment;
    private final Map<String, ProviderFaults> faults = new ConcurrentHashMap<>();
    private final Set<ProviderHandle> draining = ConcurrentHashMap.newKeySet();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile RunningProviders running = RunningProviders.NONE;
    private volatile List<ProviderProblem> problems = List.of();
    private volatile List<String> warnings = List.of();

    private ProviderRegistry(Environment environment) {
        this.environment = environment;
    }

    /** What the gateway gives to every provider; {@code console} shows announcements. */
    public record Environment(
            SecretStore secrets,
            CacheStore cache,
            UpstreamClient http,
            Clock clock,
            MeterRegistry meters,
            Consumer<String> console) {}

    /** Starts a plan's providers. Never fails: the others are among the problems. */
    public static ProviderRegistry start(ProviderPlan plan, Environment environment) {
        ProviderRegistry registry = new ProviderRegistry(environment);
        try (ProviderChange change = registry.prepare(plan)) {
            change.commit();
        }
        registry.running.failed().values().forEach(problem -> LOGGER.log(Level.WARNING, problem::toString));
        return registry;
    }

    /** Makes the providers that a plan needs beside those that run. Nothing is in effect before it is committed. */
    public ProviderChange prepare(ProviderPlan plan) {
        return new ProviderChange(this, plan, running, Set.of());
    }

    /**
     * Does the same where factories have changed as well; that a new factory fails is no error of the configuration.
     */
    public ProviderChange prepare(ProviderPlan plan, ProviderFactories factories) {
        return new ProviderChange(this, plan, running, factories.added());
    }

    /** Adds a listener for the ids of providers that were added, replaced or removed, called once that is in effect. */
    public void follow(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Makes one provider; if that fails, adds a problem and returns empty. */
    Optional<ProviderHandle> make(PlannedProvider planned, List<ProviderProblem> failures) {
        FoundFactory found = planned.found();
        Containment containment = Containment.of(planned.id(), found, faults(planned.id()));
        DefaultProviderContext context =
                new DefaultProviderContext(planned.id(), found.loader(), planned.settings(), environment, containment);
        Optional<ProviderHandle> handle = new FactoryCalls(failures)
                .ask(found, () -> ProviderHandle.create(planned.id(), found, context, containment));
        if (handle.isEmpty()) {
            context.close();
        }
        return handle;
    }

    private ProviderFaults faults(String id) {
        return faults.computeIfAbsent(id, each -> ProviderFaults.of(each, environment.meters()));
    }

    /** Replaces the running providers. */
    void replace(ProviderPlan plan, RunningProviders next, List<Running> made) {
        RunningProviders before = running;
        List<ProviderProblem> all = new ArrayList<>(plan.problems());
        all.addAll(next.failed().values());
        problems = List.copyOf(all);
        List<String> reported = warnings;
        warnings = plan.warnings();
        warnings.stream().filter(each -> !reported.contains(each)).forEach(each -> LOGGER.log(Level.WARNING, each));
        if (before.handles().equals(next.handles())) {
            // The identical list shows callers that nothing has changed.
            running = new RunningProviders(next.byId(), before.handles(), next.failed());
            return;
        }
        running = next;
        for (ProviderHandle old : before.handles()) {
            if (!next.handles().contains(old)) {
                draining.add(old);
                Running successor = next.byId().get(old.id());
                old.drainAndReplace(successor == null ? null : successor.handle(), draining::remove);
            }
        }
        made.forEach(each -> each.handle().publish());
        Set<String> ids = new LinkedHashSet<>();
        made.forEach(each -> ids.add(each.plan().id()));
        before.byId().keySet().stream()
                .filter(id -> !next.byId().containsKey(id))
                .forEach(ids::add);
        ids.forEach(id -> listeners.forEach(listener -> listener.accept(id)));
    }

    /**
     * Returns the running providers in the order in which they were found; the identical list for as long as nothing
     * changes.
     */
    public List<ProviderHandle> providers() {
        return running.handles();
    }

    /** Tells whether a provider that should run could not be made. */
    public boolean failed(String id) {
        return running.failed().keySet().stream()
                .anyMatch(planned -> planned.id().equals(id));
    }

    /** Returns the replaced or removed providers that still have calls in flight. */
    public List<ProviderHandle> draining() {
        return List.copyOf(draining);
    }

    /** Finds a running provider by its id. */
    public Optional<ProviderHandle> find(String id) {
        return Optional.ofNullable(running.byId().get(id)).map(Running::handle);
    }

    /** Returns why providers, or keys, have no effect. Already logged. */
    public List<ProviderProblem> problems() {
        return problems;
    }

    /** Returns what else of the providers' settings is ignored. Already logged. */
    public List<String> warnings() {
        return warnings;
    }

    /** Closes all providers at the same time, those with calls in flight included. */
    @Override
    public void close() {
        List<Thread> closing = Stream.concat(running.handles().stream(), draining.stream())
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
