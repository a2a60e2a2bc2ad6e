package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigMistake;
import java.util.ArrayList;
import java.util.List;

/**
 * Which providers a configuration asks for. Nothing has been made yet.
 *
 * @param providers those that are enabled and whose settings are right, in the order they were found in
 * @param mistakes what is wrong in the settings
 * @param problems why other providers, or keys, are without effect
 * @param notices what else is passed over, though it is no mistake
 */
public record ProviderPlan(
        List<PlannedProvider> providers,
        List<ConfigMistake> mistakes,
        List<ProviderProblem> problems,
        List<String> notices) {
    /** Copies the lists. */
    public ProviderPlan {
        providers = List.copyOf(providers);
        mistakes = List.copyOf(mistakes);
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
    }

    /**
     * Takes what is wrong in the settings for problems of the providers that it is about, which do not run.
     *
     * @return a plan without mistakes
     */
    public ProviderPlan tolerant() {
        List<ProviderProblem> all = new ArrayList<>(problems);
        mistakes.forEach(mistake -> all.add(ProviderProblem.setting(mistake)));
        return new ProviderPlan(providers, List.of(), all, notices);
    }
}
