package dev.sluice.gateway.routing;

import dev.sluice.gateway.config.DeadlineRule;
import dev.sluice.provider.Deadlines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long models are waited for.
 *
 * @param standard what holds where no rule says otherwise
 * @param rules the first that has a deadline for a model counts
 */
public record ModelDeadlines(Deadlines standard, List<DeadlineRule> rules) {
    /** Copies the list. */
    public ModelDeadlines {
        rules = List.copyOf(rules);
    }

    /**
     * Returns the deadlines of a model.
     *
     * @param listedId the id that it is listed by
     * @param requestedId the id that the caller used, such as a virtual model's
     * @return what its upstream is told
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

    /**
     * Returns how long a reply that is not streamed may take in all.
     *
     * @param listedId as for {@link #of}
     * @param requestedId as for {@link #of}
     * @return nothing if there is no such limit
     */
    public Optional<Duration> total(String listedId, String requestedId) {
        return rules.isEmpty() ? Optional.empty() : first(DeadlineRule::total, listedId, requestedId);
    }

    /**
     * Returns how long a stream may take in all.
     *
     * @param listedId as for {@link #of}
     * @param requestedId as for {@link #of}
     * @return nothing if there is no such limit
     */
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
