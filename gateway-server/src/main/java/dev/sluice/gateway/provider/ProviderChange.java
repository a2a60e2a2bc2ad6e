package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigError;
import dev.sluice.gateway.provider.RunningProviders.Running;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A prepared change to another plan: its providers are made, and take effect with {@link #commit}. Closing one that was
 * not committed discards them. For use by one thread.
 */
public final class ProviderChange implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(ProviderChange.class.getName());

    private final ProviderRegistry registry;
    private final ProviderPlan plan;
    private final RunningProviders before;
    private final Set<FoundFactory> added;
    private final List<Running> next = new ArrayList<>();
    private final List<Running> made = new ArrayList<>();
    private final Map<PlannedProvider, ProviderProblem> failed = new LinkedHashMap<>();
    private final List<ConfigError> errors = new ArrayList<>();
    private boolean committed;

    /**
     * Makes the plan's providers that do not run yet, or run with other settings. {@code added} are the factories that
     * are new.
     */
    ProviderChange(ProviderRegistry registry, ProviderPlan plan, RunningProviders before, Set<FoundFactory> added) {
        this.registry = registry;
        this.plan = plan;
        this.before = before;
        this.added = added;
        plan.providers().forEach(this::add);
    }

    private void add(PlannedProvider planned) {
        Running running = before.byId().get(planned.id());
        ProviderProblem known = before.failed().get(planned);
        if (running != null && before.has(planned)) {
            next.add(running);
        } else if (known != null) {
            fail(planned, known);
        } else {
            make(planned);
        }
    }

    private void make(PlannedProvider planned) {
        List<ProviderProblem> problems = new ArrayList<>();
        Optional<ProviderHandle> handle = registry.make(planned, problems);
        if (handle.isPresent()) {
            Running running = new Running(planned, handle.get());
            made.add(running);
            next.add(running);
        } else {
            ProviderProblem why = problems.getFirst();
            if (added.contains(planned.found())) {
                LOGGER.log(Level.WARNING, why::toString);
                fail(planned, why);
                return;
            }
            failed.put(planned, why);
            String key = "providers." + planned.id();
            errors.add(new ConfigError(key, key + ": " + why.message()));
        }
    }

    /** Keeps the running provider where its JAR was replaced by one that fails. */
    private void fail(PlannedProvider planned, ProviderProblem why) {
        failed.put(planned, why);
        Running running = before.byId().get(planned.id());
        if (running != null
                && running.plan().found().source().equals(planned.found().source())) {
            next.add(running);
        }
    }

    /** Returns why providers could not be made, in their own words; empty if all could. */
    public List<ConfigError> errors() {
        return List.copyOf(errors);
    }

    /** Returns the ids of providers that did not run before. */
    public List<String> added() {
        return made.stream()
                .map(each -> each.plan().id())
                .filter(id -> !before.byId().containsKey(id))
                .toList();
    }

    /** Returns the ids of providers that replace a running one. */
    public List<String> replaced() {
        return made.stream()
                .map(each -> each.plan().id())
                .filter(id -> before.byId().containsKey(id))
                .toList();
    }

    /** Returns the ids of providers that end without a successor. */
    public List<String> removed() {
        return before.byId().keySet().stream()
                .filter(id -> next.stream().noneMatch(each -> each.plan().id().equals(id)))
                .toList();
    }

    /**
     * Puts the change into effect: new calls go to the new providers, and old ones are closed after their last call.
     */
    public void commit() {
        committed = true;
        registry.replace(plan, RunningProviders.of(next, failed), made);
    }

    @Override
    public void close() {
        if (!committed) {
            made.forEach(each -> each.handle().close());
        }
    }
}
