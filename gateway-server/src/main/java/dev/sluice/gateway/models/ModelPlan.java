package dev.sluice.gateway.models;

import dev.sluice.gateway.routing.Conversation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which models may answer one request. */
public interface ModelPlan {

    /**
     * Returns the ways to them.
     *
     * @return at least one, the first to ask first
     */
    List<ModelRoute> routes();

    /**
     * Returns what the request is a part of.
     *
     * @return {@link Conversation#UNKNOWN} where there was nothing to choose
     */
    Conversation conversation();

    /**
     * Returns after which silence the next model is asked as well.
     *
     * @return nothing if it is not
     */
    Optional<Duration> hedgeAfter();

    /**
     * Returns how long after the request's begin the last model is asked at the latest.
     *
     * @return of no interest where there is one only
     */
    Duration within();

    /**
     * Notes who answers, so that what goes on from the answer finds its way back.
     *
     * @param route the way that was taken
     * @param replyId the reply's id; nothing if it has none to go on from
     */
    void answered(ModelRoute route, Optional<String> replyId);
}
