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
 * Providers made for another plan, not in effect before they are committed. Closing what was not committed
 * undoes it. For use by one thread.
 */
public final class ProviderChange implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(ProviderChange.class.getName());

    private final ProviderRegistry registry;
    private final ProviderPlan plan;
    private final RunningProviders before;
    private final Set<FoundFactory> fresh;
    private final List<Running> next = new ArrayList<>();
    private final List<Running> made = new ArrayList<>();
    private final Map<PlannedProvider, ProviderProblem> failed = new LinkedHashMap<>();
    private final List<ConfigError> errors = new ArrayList<>();
    private boolean committed;

    /**
     * Makes those of a plan that do not run yet, or do with other settings.
     *
     * @param fresh factories that were not there before
     */
    ProviderChange(ProviderRegistry registry, ProviderPlan plan, RunningProviders before, Set<FoundFactory> fresh) {
        this.registry = registry;
        this.plan = plan;
        this.before = before;
        this.fresh = fresh;
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
            if (fresh.contains(planned.found())) {
                LOGGER.log(Level.WARNING, why::toString);
                fail(planned, why);
                return;
            }
            failed.put(planned, why);
            String key = "providers." + planned.id();
            errors.add(new ConfigError(key, key + ": " + why.message()));
        }
    }

    /** What a JAR was replaced by cannot be made: what ran of it before goes on. */
    private void fail(PlannedProvider planned, ProviderProblem why) {
        failed.put(planned, why);
        Running running = before.byId().get(planned.id());
        if (running != null
                && running.plan().found().source().equals(planned.found().source())) {
            next.add(running);
        }
    }

    /**
     * Says which providers could not be made.
     *
     * @return why, in the provider's own words; empty if all could
     */
    public List<ConfigError> errors() {
        return List.copyOf(errors);
    }

    /**
     * Names the providers that this makes where there was none of their name.
     *
     * @return their ids
     */
    public List<String> added() {
        return made.stream()
                .map(each -> each.plan().id())
                .filter(id -> !before.byId().containsKey(id))
                .toList();
    }

    /**
     * Names the providers that this makes another of.
     *
     * @return their ids
     */
    public List<String> made() {
        return made.stream()
                .map(each -> each.plan().id())
                .filter(id -> before.byId().containsKey(id))
                .toList();
    }

    /**
     * Names the providers that end and have no successor.
     *
     * @return their ids
     */
    public List<String> ended() {
        return before.byId().keySet().stream()
                .filter(id -> next.stream().noneMatch(each -> each.plan().id().equals(id)))
                .toList();
    }

    /** Puts it into effect: new calls go to the new providers, and the old ones end with their last call. */
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
