package dev.sluice.gateway.limits;

import dev.sluice.gateway.config.LimitsConfig.Limit;
import java.time.Duration;
import java.util.Optional;

/**
 * What one client key or provider has used of its limits. Each method is one atomic step, so that gateways can share
 * usage over a network; the limit is passed in, since it may change from one call to the next. A limit of zero does not
 * apply. No method throws: an implementation that cannot reach its store decides itself whether to admit. Safe for use
 * by several threads.
 */
public interface Usage {
    /**
     * Takes one request if there is room for it: a request is left, and so is a token at least.
     *
     * @return whether it was taken, and what is left afterwards
     */
    Grant takeRequest(Limit limit);

    /** Returns what is left, and takes nothing. */
    Levels levels(Limit limit);

    /**
     * Charges tokens that were used already.
     *
     * @param tokens where they are more than is left, the holder is in debt
     */
    void chargeTokens(long tokens, Limit limit);

    /** Takes the place of one of the concurrent streams; empty if there is none. */
    Optional<StreamSlot> takeStream(Limit limit);

    /**
     * The outcome of {@link #takeRequest}.
     *
     * @param taken if not, one of the levels has nothing left
     * @param levels afterwards
     */
    record Grant(boolean taken, Levels levels) {}

    /** What is left of the limits per minute; {@link Level#UNLIMITED} where one does not apply. */
    record Levels(Level requests, Level tokens) {}

    /**
     * What is left of one limit.
     *
     * @param left what may be used now; zero also where the holder is in debt
     * @param untilOne until something may be used
     * @param untilFull until all may be used
     */
    record Level(long left, Duration untilOne, Duration untilFull) {
        /** Of a limit that does not apply. */
        public static final Level UNLIMITED = new Level(Long.MAX_VALUE, Duration.ZERO, Duration.ZERO);
    }

    /** The place of one stream, held until it is closed; closed once, by any thread. */
    @FunctionalInterface
    interface StreamSlot extends AutoCloseable {
        @Override
        void close();
    }
}
