package dev.sluice.gateway.routing;

import dev.sluice.gateway.config.DeadlineRule;
import dev.sluice.provider.Deadlines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The deadlines of each model: the first rule that has one for a model applies, else {@code standard}. */
public record ModelDeadlines(Deadlines standard, List<DeadlineRule> rules) {
    public ModelDeadlines {
        rules = List.copyOf(rules);
    }

    /**
     * Returns the deadlines of the model with this listed id, requested by {@code requestedId}, such as a virtual
     * model's id.
     */
    public Deadlines of(String listedId, String requestedId) {
        if (rules.isEmpty()) {
            return standard;
        }
        return new Deadlines(
                first(DeadlineRule::connect, listedId, requestedId).orElse(standard.connect()),
                first(DeadlineRule::firstByte, listedId, requestedId).orElse(standard.firstByte()),
                first(DeadlineRule::idle, listedId, requestedId).orElse(standard.idle()));
    }

    /** Returns the limit for a whole reply that is not streamed; empty if there is none. */
    public Optional<Duration> total(String listedId, String requestedId) {
        return rules.isEmpty() ? Optional.empty() : first(DeadlineRule::total, listedId, requestedId);
    }

    /** Returns the limit for a whole stream; empty if there is none. */
    public Optional<Duration> streamTotal(String listedId, String requestedId) {
        return rules.isEmpty() ? Optional.empty() : first(DeadlineRule::streamTotal, listedId, requestedId);
    }

    private Optional<Duration> first(
            Function<DeadlineRule, Optional<Duration>> deadline, String listedId, String requestedId) {
        for (DeadlineRule rule : rules) {
            Optional<Duration> found = deadline.apply(rule);
            if (found.isPresent()
                    && (rule.models().matches(listedId) || rule.models().matches(requestedId))) {
                return found;
            }
        }
        return Optional.empty();
    }
}
