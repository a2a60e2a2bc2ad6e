package dev.sluice.gateway.config;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Names in the environment that an earlier gateway read, and that nothing reads any more. */
public final class FormerNames {
    private static final List<String> WITHOUT_EFFECT = List.of(
            "RATE_LIMIT_BUCKET_LEEWAY",
            "ADAPTIVE_RATE_LIMITS",
            "UPSTREAM_CONCURRENCY_ENABLED",
            "UPSTREAM_QUEUE_TIMEOUT_MS",
            "ENABLE_MODEL_THROTTLING",
            "MODEL_MIN_INTERVAL_MS");

    private FormerNames() {}

    /** Finds those that are among the names in the environment or in {@code .env}. */
    public static List<String> withoutEffect(Set<String> environment, Collection<String> dotEnv) {
        return WITHOUT_EFFECT.stream()
                .filter(name -> environment.contains(name) || dotEnv.contains(name))
                .toList();
    }
}
