package dev.sluice.gateway.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who may answer a request.
 *
 * @param requestedId the model's id as the caller wrote it
 * @param candidates at least one, the first to ask first
 * @param conversation what the request is a part of; unknown where there is nothing to choose
 * @param hedgeAfter after which silence the next one is asked as well
 * @param within how long after the request's begin the last one is asked at the latest
 */
public record RoutePlan(
        String requestedId,
        List<Route> candidates,
        Conversation conversation,
        Optional<Duration> hedgeAfter,
        Duration within) {
    /** Copies the list. */
    public RoutePlan {
        candidates = List.copyOf(candidates);
    }

    static RoutePlan only(String requestedId, Route route) {
        return new RoutePlan(requestedId, List.of(route), Conversation.UNKNOWN, Optional.empty(), Duration.ZERO);
    }
}
