package dev.sluice.gateway.provider;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The providers that run at one time, in the order in which they were found. Immutable; {@code failed} could not be
 * made.
 */
record RunningProviders(
        Map<String, Running> byId, List<ProviderHandle> handles, Map<PlannedProvider, ProviderProblem> failed) {
    static final RunningProviders NONE = new RunningProviders(Map.of(), List.of(), Map.of());

    record Running(PlannedProvider plan, ProviderHandle handle) {}

    static RunningProviders of(Collection<Running> providers, Map<PlannedProvider, ProviderProblem> failed) {
        Map<String, Running> byId = new LinkedHashMap<>();
        providers.forEach(each -> byId.put(each.plan().id(), each));
        return new RunningProviders(
                byId, byId.values().stream().map(Running::handle).toList(), Map.copyOf(failed));
    }

    /** Tells whether a provider runs exactly as planned. */
    boolean has(PlannedProvider planned) {
        Running running = byId.get(planned.id());
        return running != null && running.plan().equals(planned);
    }
}
