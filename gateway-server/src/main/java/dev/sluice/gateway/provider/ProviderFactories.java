package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigMistake;
import dev.sluice.gateway.config.ConfigValues;
import dev.sluice.provider.Setting;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The factories of providers that were found, by the ids that they gave. Immutable. */
public final class ProviderFactories {
    private static final Logger LOGGER = System.getLogger(ProviderFactories.class.getName());
    private static final String ID = "[a-z][a-z0-9-]*";

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
     * Names the providers that there are, enabled or not.
     *
     * @return their ids
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
        SettingsReader reader = new SettingsReader(config);
        List<ProviderProblem> failures = new ArrayList<>();
        FactoryCalls calls = new FactoryCalls(failures);
        List<PlannedProvider> planned = new ArrayList<>();
        byId.forEach((id, found) -> {
            if (reader.enabled(id)) {
                described(found, calls)
                        .flatMap(settings -> reader.read(id, settings))
                        .ifPresent(values -> planned.add(new PlannedProvider(id, found, values)));
            } else {
                LOGGER.log(Level.DEBUG, () -> "provider " + id + " is not enabled");
            }
        });
        reader.reportUnknownProviders(new TreeSet<>(byId.keySet()));
        List<ConfigMistake> mistakes = new ArrayList<>(reader.mistakes());
        if (problems.isEmpty()) {
            mistakes.addAll(reader.unknown());
        } else {
            // Nobody can tell whether such a key is one that a provider reads which could not be loaded.
            reader.unknown().forEach(each -> failures.add(ProviderProblem.unknownKey(each)));
        }
        failures.forEach(problem -> LOGGER.log(Level.WARNING, problem::toString));
        List<ProviderProblem> all = new ArrayList<>(problems);
        all.addAll(failures);
        return new ProviderPlan(planned, mistakes, all);
    }

    private void add(String id, FoundFactory found, FactoryCalls calls) {
        if (!id.matches(ID)) {
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

    private static Optional<List<Setting<?>>> described(FoundFactory found, FactoryCalls calls) {
        Containment containment = new Containment(found.source(), found.loader());
        return calls.ask(
                found,
                () -> containment.call(
                        "settings",
                        () -> List.<Setting<?>>copyOf(found.factory().settings())));
    }
}
