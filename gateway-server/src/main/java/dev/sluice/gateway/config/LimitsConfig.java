package dev.sluice.gateway.config;

import java.util.Map;

/**
 * How much may be asked within a minute, and at a time.
 *
 * @param keys by the names of client keys
 * @param providers by the ids of providers
 */
public record LimitsConfig(Scope keys, Scope providers) {
    /** No limit at all. */
    public static final LimitsConfig NONE =
            new LimitsConfig(new Scope(Limit.NONE, Map.of()), new Scope(Limit.NONE, Map.of()));

    /**
     * The limits of one side.
     *
     * @param standard what holds for all that are not named
     * @param named what holds for those that are
     */
    public record Scope(Limit standard, Map<String, Limit> named) {
        /** Copies the map. */
        public Scope {
            named = Map.copyOf(named);
        }

        /** Returns the limits of a client key's name or a provider's id: its own, or those of all. */
        public Limit of(String name) {
            return named.getOrDefault(name, standard);
        }
    }

    /**
     * The limits of one key or provider; zero stands for none.
     *
     * @param requestsPerMinute how many requests to models
     * @param tokensPerMinute how many tokens they may read and write
     * @param concurrentStreams how many streams at a time
     */
    public record Limit(int requestsPerMinute, int tokensPerMinute, int concurrentStreams) {
        /** No limit. */
        public static final Limit NONE = new Limit(0, 0, 0);

        public boolean isNone() {
            return requestsPerMinute == 0 && tokensPerMinute == 0 && concurrentStreams == 0;
        }
    }
}
