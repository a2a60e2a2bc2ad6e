package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigMistake;
import java.util.List;

/**
 * Which providers a configuration asks for. Nothing has been made yet.
 *
 * @param providers those that are enabled and whose settings are right, in the order they were found in
 * @param mistakes what is wrong in the settings
 * @param problems why other providers, or keys, are without effect
 */
public record ProviderPlan(
        List<PlannedProvider> providers, List<ConfigMistake> mistakes, List<ProviderProblem> problems) {
    /** Copies the lists. */
    public ProviderPlan {
        providers = List.copyOf(providers);
        mistakes = List.copyOf(mistakes);
        problems = List.copyOf(problems);
    }
}
