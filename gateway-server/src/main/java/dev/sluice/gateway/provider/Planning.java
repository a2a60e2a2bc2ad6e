package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigError;
import dev.sluice.gateway.config.ConfigValues;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.Setting;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Works out the {@link ProviderPlan} of a configuration. Used once, by one thread. */
final class Planning {
    private static final Logger LOGGER = System.getLogger(Planning.class.getName());

    private final Map<String, FoundFactory> factories;
    private final ConfigValues config;
    private final List<ConfigError> errors = new ArrayList<>();
    private final List<ConfigError> unknown = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<ProviderProblem> failures = new ArrayList<>();
    private final FactoryCalls calls = new FactoryCalls(failures);

    Planning(Map<String, FoundFactory> factories, ConfigValues config) {
        this.factories = factories;
        this.config = config;
    }

    /**
     * Makes the plan. Unknown keys are errors, unless some JAR could not be loaded or was removed: they may be its.
     */
    ProviderPlan plan(List<ProviderProblem> loading, Set<String> removed) {
        List<PlannedProvider> planned = new ArrayList<>();
        List<ConfigError> unknownProviders = new ArrayList<>();
        for (ProviderName name : new ProviderNames(factories.keySet(), errors, unknownProviders).read(config)) {
            plan(name)
                    .ifPresentOrElse(
                            planned::add,
                            () -> LOGGER.log(Level.DEBUG, () -> "provider " + name.id() + " is not enabled"));
        }
        unknown.addAll(unknownProviders);
        if (loading.isEmpty() && removed.isEmpty()) {
            errors.addAll(unknown);
        } else {
            unknown.forEach(each -> failures.add(ProviderProblem.unknownKey(each)));
        }
        failures.forEach(problem -> LOGGER.log(Level.WARNING, problem::toString));
        List<ProviderProblem> problems = new ArrayList<>(loading);
        problems.addAll(failures);
        return new ProviderPlan(planned, errors, problems, warnings);
    }

    private Optional<PlannedProvider> plan(ProviderName name) {
        FoundFactory found = Objects.requireNonNull(factories.get(name.type()));
        Optional<Setting<Boolean>> described = ask(found, "enabled", ProviderFactory::enabled);
        if (described.isEmpty()) {
            return Optional.empty();
        }
        ProviderSettingsReader reader = new ProviderSettingsReader(config, name, described.get(), errors, unknown);
        Optional<Boolean> enabled = reader.enabled();
        if (enabled.isPresent() && !enabled.get()) {
            return Optional.empty();
        }
        return ask(found, "settings", factory -> List.<Setting<?>>copyOf(factory.settings()))
                .filter(settings -> isValid(found, settings))
                .filter(settings ->
                        enabled.isPresent() || described.get().fallback() || reader.configuredInFiles(settings))
                .flatMap(settings -> {
                    warnings.addAll(reader.ignoredVariables(settings));
                    return reader.read(settings);
                })
                .map(values -> new PlannedProvider(name.id(), found, values));
    }

    private boolean isValid(FoundFactory found, List<Setting<?>> settings) {
        List<String> names = settings.stream().map(Setting::name).toList();
        for (String name : names) {
            boolean reserved = ProviderSettingsReader.RESERVED.contains(name);
            if (reserved || names.indexOf(name) != names.lastIndexOf(name)) {
                calls.problem(
                        found,
                        "it describes a setting '" + name + "' "
                                + (reserved ? "whose name is reserved" : "more than once")
                                + "; that is for the provider's author to fix");
                return false;
            }
        }
        return true;
    }

    private <T> Optional<T> ask(FoundFactory found, String what, Function<ProviderFactory, T> question) {
        Containment containment = new Containment(found.source(), found.loader());
        return calls.ask(found, () -> containment.call(what, () -> question.apply(found.factory())));
    }
}
