package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigError;
import java.util.ArrayList;
import java.util.List;

/**
 * The providers that a configuration asks for, before any of them is made, in the order in which they were found.
 * Errors are those of the configuration; problems say why providers or keys have no effect; warnings name what is
 * ignored without being an error.
 */
public record ProviderPlan(
        List<PlannedProvider> providers,
        List<ConfigError> errors,
        List<ProviderProblem> problems,
        List<String> warnings) {
    public ProviderPlan {
        providers = List.copyOf(providers);
        errors = List.copyOf(errors);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** Returns a plan without errors, which become problems of the providers they concern; those do not run. */
    public ProviderPlan tolerant() {
        List<ProviderProblem> all = new ArrayList<>(problems);
        errors.forEach(error -> all.add(ProviderProblem.setting(error)));
        return new ProviderPlan(providers, List.of(), all, warnings);
    }
}
