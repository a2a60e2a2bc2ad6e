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

/** The available provider factories by id. Immutable. */
public final class ProviderFactories {
    private final Map<String, FoundFactory> byId = new LinkedHashMap<>();
    private final List<ProviderProblem> problems = new ArrayList<>();
    private final Set<FoundFactory> added;
    private final Set<String> removed = new HashSet<>();

    /**
     * Takes the first factory of each id. {@code before} are those that were available until now, {@code loading} the
     * problems of others.
     */
    ProviderFactories(List<FoundFactory> found, ProviderFactories before, List<ProviderProblem> loading) {
        Set<FoundFactory> added = new HashSet<>(found);
        added.removeAll(before.byId.values());
        this.added = Set.copyOf(added);
        problems.addAll(loading);
        FactoryCalls calls = new FactoryCalls(problems);
        found.forEach(each -> add(each.id(), each, calls));
        removed.addAll(before.removed);
        removed.addAll(before.byId.keySet());
        removed.removeAll(byId.keySet());
    }

    private ProviderFactories() {
        this.added = Set.of();
    }

    /** Returns the same factories, of which none counts as new any more: for use once a plan of these is in effect. */
    public ProviderFactories settled() {
        ProviderFactories settled = new ProviderFactories();
        settled.byId.putAll(byId);
        settled.problems.addAll(problems);
        settled.removed.addAll(removed);
        return settled;
    }

    /** Returns no factories. */
    static ProviderFactories none() {
        return new ProviderFactories();
    }

    /**
     * Finds factories: those on the module path first, then those of a folder, which need not exist, by name. Never
     * fails.
     */
    static ProviderFactories load(Path folder) {
        return load(folder, ProviderFactories.class.getModule().getLayer());
    }

    /** Loads above a module layer; null if the gateway runs from the class path. */
    static ProviderFactories load(Path folder, @Nullable ModuleLayer layer) {
        return DropIns.of(folder, layer).load();
    }

    /** Returns the factories that are new since the last scan. */
    Set<FoundFactory> added() {
        return added;
    }

    List<ProviderProblem> problems() {
        return List.copyOf(problems);
    }

    /** Returns the factories' ids, enabled or not, without further instances. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(byId.keySet());
    }

    /** Reads the configuration of every provider. */
    public ProviderPlan plan(ConfigValues config) {
        return new Planning(byId, config).plan(problems, removed);
    }

    /** Returns where each factory came from, by id. */
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
