package dev.sluice.gateway.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names in the environment by which people told an earlier gateway what this one may be told, or does not do. */
public final class FormerNames {
    private static final Map<String, String> BY_KEY = Map.of(
            "resilience.concurrency",
            "UPSTREAM_MAX_CONCURRENT",
            "resilience.queue",
            "UPSTREAM_QUEUE_MAX",
            "limits.enabled",
            "RATE_LIMIT_ENABLED",
            "limits.per-key.requests-per-minute",
            "RATE_LIMIT_PER_MINUTE");

    private static final List<String> WITHOUT_EFFECT = List.of(
            "RATE_LIMIT_BUCKET_LEEWAY",
            "ADAPTIVE_RATE_LIMITS",
            "UPSTREAM_CONCURRENCY_ENABLED",
            "UPSTREAM_QUEUE_TIMEOUT_MS",
            "ENABLE_MODEL_THROTTLING",
            "MODEL_MIN_INTERVAL_MS");

    private FormerNames() {}

    /** Returns the other name of a key; empty if it has none. */
    static List<String> of(String key) {
        String former = BY_KEY.get(key);
        return former == null ? List.of() : List.of(former);
    }

    /**
     * Finds names that nothing reads any more.
     *
     * @param environment the names in the environment
     * @param dotEnv the names in {@code .env}
     * @return those that are set
     */
    public static List<String> withoutEffect(Set<String> environment, Collection<String> dotEnv) {
        return WITHOUT_EFFECT.stream()
                .filter(name -> environment.contains(name) || dotEnv.contains(name))
                .toList();
    }
}
