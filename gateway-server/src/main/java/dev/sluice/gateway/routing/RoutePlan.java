package dev.sluice.gateway.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The candidates for a request.
 *
 * @param requestedId the model's id as the client wrote it
 * @param candidates at least one, in the order in which they are called
 * @param conversation unknown where there is only one candidate
 * @param hedgeAfter the silence after which the next candidate is called in parallel
 * @param within the latest start of the last candidate, counted from the start of the request
 */
public record RoutePlan(
        String requestedId,
        List<Route> candidates,
        ConversationKey conversation,
        Optional<Duration> hedgeAfter,
        Duration within) {
    public RoutePlan {
        candidates = List.copyOf(candidates);
    }

    static RoutePlan only(String requestedId, Route route) {
        return new RoutePlan(requestedId, List.of(route), ConversationKey.UNKNOWN, Optional.empty(), Duration.ZERO);
    }
}
