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

/** All providers that run, and what is wrong with those that do not. Safe for use by several threads. */
public final class ProviderRegistry implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(ProviderRegistry.class.getName());

    private final Environment environment;
    private final Map<String, ProviderFaults> faults = new ConcurrentHashMap<>();
    private final Set<ProviderHandle> leaving = ConcurrentHashMap.newKeySet();
    private final List<Consumer<String>> followers = new CopyOnWriteArrayList<>();
    private volatile RunningProviders running = RunningProviders.NONE;
    private volatile List<ProviderProblem> problems = List.of();
    private volatile List<String> warnings = List.of();

    private ProviderRegistry(Environment environment) {
        this.environment = environment;
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
        ProviderRegistry registry = new ProviderRegistry(environment);
        try (ProviderChange change = registry.prepare(plan)) {
            change.commit();
        }
        registry.running.failed().values().forEach(problem -> LOGGER.log(Level.WARNING, problem::toString));
        return registry;
    }

    /**
     * Makes what another plan needs beside what runs already. Nothing is in effect before it is committed.
     *
     * @param plan which providers are to run
     * @return to be committed or closed
     */
    public ProviderChange prepare(ProviderPlan plan) {
        return new ProviderChange(this, plan, running, Set.of());
    }

    /**
     * Makes what another plan needs where the factories have changed as well. That a new factory fails is no error of
     * the configuration.
     *
     * @param plan which providers are to run
     * @param factories what the plan was made of
     * @return to be committed or closed
     */
    public ProviderChange prepare(ProviderPlan plan, ProviderFactories factories) {
        return new ProviderChange(this, plan, running, factories.fresh());
    }

    /**
     * Tells of providers that were made, or ended, while the gateway runs.
     *
     * @param follower takes the id of each, once that is in effect
     */
    public void follow(Consumer<String> follower) {
        followers.add(follower);
    }

    /** Makes one provider, or adds to the problems why not. */
    Optional<ProviderHandle> make(PlannedProvider planned, List<ProviderProblem> failures) {
        FoundFactory found = planned.found();
        Containment containment = Containment.of(planned.id(), found, faults(planned.id()));
        LentContext context =
                new LentContext(planned.id(), found.loader(), planned.settings(), environment, containment);
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

    /** Puts other providers into the place of those that run. */
    void replace(ProviderPlan plan, RunningProviders next, List<Running> made) {
        RunningProviders before = running;
        List<ProviderProblem> all = new ArrayList<>(plan.problems());
        all.addAll(next.failed().values());
        problems = List.copyOf(all);
        List<String> told = warnings;
        warnings = plan.warnings();
        warnings.stream().filter(each -> !told.contains(each)).forEach(each -> LOGGER.log(Level.WARNING, each));
        if (before.handles().equals(next.handles())) {
            // The very same list tells that nothing has changed.
            running = new RunningProviders(next.byId(), before.handles(), next.failed());
            return;
        }
        running = next;
        for (ProviderHandle old : before.handles()) {
            if (!next.handles().contains(old)) {
                leaving.add(old);
                Running successor = next.byId().get(old.id());
                old.giveWay(successor == null ? null : successor.handle(), leaving::remove);
            }
        }
        made.forEach(each -> each.handle().publish());
        Set<String> ids = new LinkedHashSet<>();
        made.forEach(each -> ids.add(each.plan().id()));
        before.byId().keySet().stream()
                .filter(id -> !next.byId().containsKey(id))
                .forEach(ids::add);
        ids.forEach(id -> followers.forEach(follower -> follower.accept(id)));
    }

    /**
     * Returns the providers that run.
     *
     * @return in the order they were found in; the very same list for as long as nothing changes
     */
    public List<ProviderHandle> providers() {
        return running.handles();
    }

    /**
     * Tells whether a provider that should run could not be made.
     *
     * @param id as in the configuration
     * @return true if one of its problems says why
     */
    public boolean failed(String id) {
        return running.failed().keySet().stream()
                .anyMatch(planned -> planned.id().equals(id));
    }

    /**
     * Returns the providers that gave way and still have calls under way.
     *
     * @return in no order
     */
    public List<ProviderHandle> leaving() {
        return List.copyOf(leaving);
    }

    /**
     * Looks a provider up.
     *
     * @param id as in the configuration
     * @return nothing if it does not run
     */
    public Optional<ProviderHandle> find(String id) {
        return Optional.ofNullable(running.byId().get(id)).map(Running::handle);
    }

    /**
     * Says which providers, or keys, are without effect.
     *
     * @return in the order they were found in; already logged
     */
    public List<ProviderProblem> problems() {
        return problems;
    }

    /**
     * Says what else of the providers' settings is passed over.
     *
     * @return sentences for people; already logged
     */
    public List<String> warnings() {
        return warnings;
    }

    /** Closes all providers, those with calls under way as well, side by side, each within a few seconds. */
    @Override
    public void close() {
        List<Thread> closing = Stream.concat(running.handles().stream(), leaving.stream())
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
