package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigError;
import java.util.ArrayList;
import java.util.List;

/**
 * Which providers a configuration asks for. Nothing has been made yet.
 *
 * @param providers those that are enabled and whose settings are right, in the order they were found in
 * @param errors what is wrong in the settings
 * @param problems why other providers, or keys, are without effect
 * @param warnings what else is passed over, though it is no error
 */
public record ProviderPlan(
        List<PlannedProvider> providers,
        List<ConfigError> errors,
        List<ProviderProblem> problems,
        List<String> warnings) {
    /** Copies the lists. */
    public ProviderPlan {
        providers = List.copyOf(providers);
        errors = List.copyOf(errors);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * Takes what is wrong in the settings for problems of the providers that it is about, which do not run.
     *
     * @return a plan without errors
     */
    public ProviderPlan tolerant() {
        List<ProviderProblem> all = new ArrayList<>(problems);
        errors.forEach(error -> all.add(ProviderProblem.setting(error)));
        return new ProviderPlan(providers, List.of(), all, warnings);
    }
}
