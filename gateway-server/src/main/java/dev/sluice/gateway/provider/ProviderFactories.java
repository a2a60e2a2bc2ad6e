package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigValues;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The factories of providers that were found, by the ids that they gave. Immutable. */
public final class ProviderFactories {
    private static final Logger LOGGER = System.getLogger(ProviderFactories.class.getName());

    private final Map<String, FoundFactory> byId = new LinkedHashMap<>();
    private final List<ProviderProblem> problems = new ArrayList<>();

    private ProviderFactories(Path folder, @Nullable ModuleLayer layer) {
        FactoryCalls calls = new FactoryCalls(problems);
        for (FoundFactory found : new ProviderLoader(layer, FactoryCalls.PROMPTLY, problems).load(folder)) {
            Containment containment = new Containment(found.source(), found.loader());
            calls.ask(found, () -> containment.call("id", () -> found.factory().id()))
                    .ifPresent(id -> add(id, found, calls));
        }
        problems.forEach(problem -> LOGGER.log(Level.WARNING, problem::toString));
    }

    /**
     * Finds factories: those on the module path first, then those of a folder by name.
     *
     * @param folder where JARs are dropped in; it need not exist
     * @return what was found; never fails
     */
    public static ProviderFactories load(Path folder) {
        return load(folder, ProviderFactories.class.getModule().getLayer());
    }

    /** Loads above a layer; with none, as if run from the class path. */
    static ProviderFactories load(Path folder, @Nullable ModuleLayer layer) {
        return new ProviderFactories(folder, layer);
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
        return new Planning(byId, config).plan(problems);
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
