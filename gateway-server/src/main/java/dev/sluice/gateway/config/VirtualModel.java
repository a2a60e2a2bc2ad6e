package dev.sluice.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A name that stands for models: for one, or for several of which the next is asked when one fails.
 *
 * @param id the name
 * @param weighted whether weights say which is asked first, rather than the order
 * @param candidates at least one
 * @param hedgeAfter after which silence the next one is asked as well; nothing if it is not
 * @param within how long after a request's begin the last candidate is asked at the latest; nothing for the default
 */
public record VirtualModel(
        String id,
        boolean weighted,
        List<Candidate> candidates,
        Optional<Duration> hedgeAfter,
        Optional<Duration> within) {
    /** Copies the list. */
    public VirtualModel {
        candidates = List.copyOf(candidates);
    }

    /**
     * One of the models that it stands for.
     *
     * @param model a model's id, or another virtual model's; its own means the model of that id
     * @param weight its share of the conversations, where weights count
     */
    public record Candidate(String model, int weight) {}
}
