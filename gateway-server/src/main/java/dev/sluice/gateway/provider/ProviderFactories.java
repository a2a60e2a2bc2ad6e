package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The factories of providers that there are, by their ids. Immutable. */
public final class ProviderFactories {
    private final Map<String, FoundFactory> byId = new LinkedHashMap<>();
    private final List<ProviderProblem> problems = new ArrayList<>();
    private final Set<FoundFactory> fresh;
    private final Set<String> gone = new HashSet<>();

    /**
     * Takes the first factory of each id.
     *
     * @param found in the order they are looked for in
     * @param before those that there were until now
     * @param loading why others could not be loaded
     */
    ProviderFactories(List<FoundFactory> found, ProviderFactories before, List<ProviderProblem> loading) {
        Set<FoundFactory> added = new HashSet<>(found);
        added.removeAll(before.byId.values());
        this.fresh = Set.copyOf(added);
        problems.addAll(loading);
        FactoryCalls calls = new FactoryCalls(problems);
        found.forEach(each -> add(each.id(), each, calls));
        gone.addAll(before.gone);
        gone.addAll(before.byId.keySet());
        gone.removeAll(byId.keySet());
    }

    private ProviderFactories() {
        this.fresh = Set.of();
    }

    /**
     * Returns the same, of which none counts as new any more.
     *
     * @return to be used once a plan of these has been put into effect
     */
    public ProviderFactories settled() {
        ProviderFactories settled = new ProviderFactories();
        settled.byId.putAll(byId);
        settled.problems.addAll(problems);
        settled.gone.addAll(gone);
        return settled;
    }

    /** Those of a gateway that has not looked yet. */
    static ProviderFactories none() {
        return new ProviderFactories();
    }

    /**
     * Finds factories: those on the module path first, then those of a folder by name.
     *
     * @param folder where JARs are dropped in; it need not exist
     * @return what was found; never fails
     */
    static ProviderFactories load(Path folder) {
        return load(folder, ProviderFactories.class.getModule().getLayer());
    }

    /** Loads above a layer; with none, as if run from the class path. */
    static ProviderFactories load(Path folder, @Nullable ModuleLayer layer) {
        return DropIns.of(folder, layer).load();
    }

    /** Returns those that were not there when it was looked before. */
    Set<FoundFactory> fresh() {
        return fresh;
    }

    /** Says which could not be loaded, and why. */
    List<ProviderProblem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Names the providers that there are, enabled or not; instances under other names are not among them.
     *
     * @return the factories' ids
     */
    public Set<String> ids() {
        return Collections.unmodifiableSet(byId.keySet());
    }

    /**
     * Reads what is configured for each provider.
     *
     * @param config where settings are read from
     * @return what is to run, and every mistake in the settings
     */
    public ProviderPlan plan(ConfigValues config) {
        return new Planning(byId, config).plan(problems, gone);
    }

    /**
     * Tells where the factories came from.
     *
     * @return by their ids
     */
    public Map<String, ProviderOrigin> origins() {
        Map<String, ProviderOrigin> origins = new LinkedHashMap<>();
        byId.forEach((id, found) -> origins.put(id, found.origin()));
        return origins;
    }

    private void add(String id, FoundFactory found, FactoryCalls calls) {
        if (!id.matches(ProviderName.FORM)) {
            calls.problem(
                    found,
                    "its id '" + id + "' is not of lower-case letters, digits and dashes, beginning with a letter");
            return;
        }
        FoundFactory other = byId.putIfAbsent(id, found);
        if (other != null) {
            calls.problem(
                    found,
                    "its id '" + id + "' is already taken by " + other.source()
                            + ", which is used; remove one of the two");
        }
    }
}
